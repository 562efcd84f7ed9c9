"""By which words somebody speaks of themselves, takes a stand, asks, or leans on what was said before. Pure.

A list for each language of recall; a language without one is judged by a theme's own words alone.
"""

import re
from dataclasses import dataclass

from sessions_memory.recall.language.words import UNKNOWN

_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True)
class Voice:
    """`of_self`, `stance`, and `plans`, which tell what is being worked on and no more: anywhere in a sentence.

    `drops_self`: a language in which who speaks is mostly left out.
    `leans`, `reacts`, `demands`: how one begins that can't stand alone, that answers something, or that asks without
    a question mark.
    """

    of_self: re.Pattern[str]
    stance: re.Pattern[str]
    leans: re.Pattern[str]
    reacts: re.Pattern[str]
    demands: re.Pattern[str]
    plans: re.Pattern[str]
    drops_self: bool = False

    def is_of_self(self, text: str) -> bool:
        return self.drops_self or self.of_self.search(text) is not None

    def takes_stand(self, text: str) -> bool:
        return self.stance is _NOTHING or (self.is_of_self(text) and self.stance.search(text) is not None)


def voice_of(language: str) -> Voice:
    return VOICES.get(language, VOICES[UNKNOWN])


def _words(words: str) -> re.Pattern[str]:
    """`*` ends a beginning, `_` stands for a blank."""
    return re.compile(rf"\b(?:{_choices(words)})\b", re.IGNORECASE)


def _begin(words: str) -> re.Pattern[str]:
    return re.compile(rf"\W{{0,9}}(?:{_choices(words)})\b", re.IGNORECASE)


def _signs(words: str) -> re.Pattern[str]:
    """Of a script without blanks."""
    return re.compile("|".join(words.split()))


def _choices(words: str) -> str:
    return "|".join(word.replace("*", r"\w{0,12}").replace("_", " ") for word in words.split())


VOICES = {
    UNKNOWN: Voice(_NOTHING, _NOTHING, _NOTHING, _NOTHING, _NOTHING, _NOTHING),
    "en": Voice(
        of_self=_words("I I'm I've I'd I'll my me mine myself we we're we've our us"),
        stance=_words(
            "feel feels feeling felt afraid scared fear* frightened worr* anxi* nervous excited excit* proud"
            " pride happy happier glad relie* sad angry anger frustrat* overwhelm* stuck struggl* tired"
            " exhaust* burn* confiden* unsure hesita* decided chose chosen realiz* realis* learned learnt"
            " finally I_love loved loving hate* enjoy* missed hope* hoping wish* dream* dread* doubt* believ*"
            " trust*"
            " regret* gave_up give_up giving_up used_to no_longer anymore managed grateful thankful ashamed"
            " embarrass* lonely confus* curious convinced changed prefer* promis* commit* torn stress*"
            " pressure hard difficult thrill* delight* eager concern* panic* upset terrif* dislike* enthusias*"
            " encourag* annoy* dismay* ready stopped quit accepted refused guilt*"
            " jealous calm* hopeless hopeful disappoint* surpris* intimidat* impossible passion* fed_up"
            " honest* tempted determined skeptical sceptical reluctant satisfied unhappy motivat* desperate"
        ),
        leans=_begin(
            "it it's its it'd this that that's those these they they're them he he's she she's his her their"
            " there both neither either same also_that the_same the_first the_second the_latter"
        ),
        reacts=_begin(
            "thank* thanks thx ok okay sure yes yeah yep no nope cool great nice perfect awesome right got_it"
            " alright wow makes_sense good_point hi hello hey sounds hmm hm haha lol good_idea"
        ),
        demands=_begin(
            "can could would will how what what's when where why who which is are do does did should shall"
            " give tell show explain write help make create list find suggest recommend compare describe"
            " summari* translate rewrite check please let's let fix add remove provide generate draft"
            " calculate walk"
        ),
        plans=_words(
            "trying_to considering planning looking_for looking_to working_on need_to needs_to make_sure want_to"
            " thinking_of"
        ),
    ),
    "de": Voice(
        of_self=_words("ich mich mir mein meine meinen meinem meiner meines wir uns unser unsere unseren unserem"),
        stance=_words(
            "fühl* gefühl* angst ängst* sorge* sorgen befürcht* nervös aufgeregt stolz froh begeister* freue"
            " freut gefreut glücklich*"
            " erleichter* traurig wütend ärger* frustrier* überforder* müde erschöpf* sicher unsicher zöger*"
            " entschied* entschloss* gemerkt merke erkannt gelernt endlich liebe hasse genieß* vermiss* hoff*"
            " wünsch* traum träum* zweifel* glaub* vertrau* bereu* bedau* aufgegeben aufgeben früher"
            " nicht_mehr geschafft dankbar scham* schäm* peinlich einsam verwirr* neugierig überzeugt geändert"
            " lieber verspr* stress* druck schwer* schwierig* wohl unwohl bereit aufgehört gekündigt abgelehnt"
            " angenommen schuld* neidisch ruhig* gelassen* enttäusch* überrascht unmöglich satt verzweifelt"
            " motiv*"
        ),
        leans=_begin(
            "es das dies diese dieser dieses das_ist er sie ihn ihr beide beides welche dort daran darauf davon"
        ),
        reacts=_begin(
            "danke* vielen_dank ok okay ja nein klar super gut toll prima perfekt genau stimmt alles_klar"
            " hallo hi hey verstehe achso ach_so hm hmm"
        ),
        demands=_begin(
            "wie was wann wo warum wieso weshalb wer welche* kannst könntest würdest soll sollte ist sind gib"
            " sag zeig erklär* schreib* hilf mach erstell* liste finde schlag empfiehl vergleich* beschreib*"
            " fasse übersetz* prüf* bitte lass"
        ),
        plans=_words("versuche plane überlege suche brauche möchte will muss"),
    ),
    "es": Voice(
        of_self=_words("yo me mi mis mí conmigo nos nuestra nuestro nuestras nuestros estoy tengo quiero soy he"),
        stance=_words(
            "siento sentí sentir* miedo preocup* ansi* nervios* emocion* orgull* feliz contento contenta"
            " aliviad* triste enfad* frustr* agobi* cansad* agotad* segur* insegur* dudo duda* decid* elegí"
            " por_fin aprend* amo odio disfrut* extraño espero ojalá sueñ* confi* arrepent* renunc* antes"
            " ya_no logré agradec* vergüenza sol* convencid* prefier* estres* difícil fácil dejé acept* culpa*"
        ),
        leans=_begin("eso esto esa ese esta este él ella ellos ellas lo_mismo ambos"),
        reacts=_begin("gracias muchas_gracias vale ok sí si no claro genial perfecto bien hola entiendo"),
        demands=_begin(
            "cómo como qué que cuándo cuando dónde por_qué quién cuál puedes podrías dime explica* escribe"
            " ayúdame haz crea busca recomienda compara describe resume traduce revisa por_favor dame"
        ),
        plans=_words("intentando tratando intento planeo pensando_en busco buscando necesito"),
        drops_self=True,
    ),
    "fr": Voice(
        of_self=_words("je j'ai j'étais j'aime me m' mon ma mes moi nous notre nos j"),
        stance=_words(
            "sens senti* ressen* peur inquiet* inquiè* anxi* nerveu* excit* fier fière heureu* content*"
            " soulag* triste colère énerv* frustr* débord* fatigué* épuisé* sûr* doute* décid* chois* enfin"
            " appris aime* adore* déteste* profit* manque* espèr* souhait* rêv* confian* regrett* abandonn*"
            " avant ne_plus réussi reconnaissan* honte seul* convaincu* préfèr* stress* difficile facile prêt*"
            " arrêté* accept* refus* coupab*"
        ),
        leans=_begin("cela ça ce c'est cette cet ces il elle ils elles les_deux"),
        reacts=_begin("merci d'accord ok oui non super parfait bien bonjour salut je_vois génial"),
        demands=_begin(
            "comment que quoi quand où pourquoi qui quel* peux pouvez pourrais pourriez est-ce dis explique*"
            " écris écrivez aide* fais crée* trouve* recommande* compare* décris résume* tradui* vérifie* s'il"
            " donne*"
        ),
        plans=_words("j'essaie essaie_de cherche je_cherche prévois envisage besoin"),
    ),
    "pt": Voice(
        of_self=_words("eu me meu minha meus minhas mim comigo nós nos nosso nossa estou tenho quero sou"),
        stance=_words(
            "sinto senti* medo preocup* ansi* nervos* empolg* orgulh* feliz contente alivi* triste raiva"
            " frustr* sobrecarreg* cansad* exaust* segur* insegur* duvid* dúvida* decid* escolhi finalmente"
            " aprend* amo odeio gosto saudade* espero sonh* confi* arrepend* desisti* antes não_mais consegui"
            " grat* vergonha sozinh* convencid* prefir* estress* difícil fácil pront* parei aceit* recus*"
            " culpa*"
        ),
        leans=_begin("isso isto essa esse esta este ele ela eles elas ambos"),
        reacts=_begin("obrigad* ok sim não claro ótimo perfeito bem olá oi entendi legal"),
        demands=_begin(
            "como que quando onde por_que quem qual pode poderia diga explique escreva ajude* faça crie"
            " encontre recomende compare descreva resuma traduza verifique por_favor dê"
        ),
        plans=_words("tentando planejo pensando_em procuro procurando preciso"),
        drops_self=True,
    ),
    "ru": Voice(
        of_self=_words("я меня мне мной мой моя моё мои моего моей моих мы нас нам наш наша наши"),
        stance=_words(
            "чувств* боюсь боял* страх* страшно тревож* волну* переживаю рад рада счастлив* горжусь горд*"
            " облегчени* груст* злюсь злил* устал* выгор* уверен* сомнева* реши* решение выбрал* наконец"
            " понял* осознал* научил* люблю ненавижу нравится скуча* надеюсь мечта* верю довер* жале* бросил*"
            " раньше больше_не удалось благодар* стыд* одинок* убежд* предпочита* стресс* трудно тяжело сложно"
            " легче готов* перестал* отказал* вин*"
        ),
        leans=_begin("это этот эта эти он она они оно оба там"),
        reacts=_begin("спасибо ок да нет хорошо отлично понятно привет здравствуй* ясно круто"),
        demands=_begin(
            "как что когда где почему зачем кто какой какая какие можешь можете скажи объясни* напиши*"
            " помоги* сделай создай найди посоветуй сравни опиши переведи проверь пожалуйста дай"
        ),
        plans=_words("пытаюсь планирую ищу нужно думаю_о хочу"),
    ),
    "zh": Voice(
        of_self=_signs("我 咱"),
        stance=_signs(
            "觉得 感到 感觉 害怕 担心 焦虑 紧张 兴奋 自豪 骄傲 开心 高兴 难过 生气 沮丧 累"
            " 疲惫 决定 选择 终于 学会 喜欢 讨厌 希望 梦想 怀疑 相信 后悔 放弃 以前 不再 感激"
            " 孤独 压力 困难 准备好 發現 覺得 擔心 決定 終於"
        ),
        leans=_signs("^这 ^那 ^它 ^他 ^她 ^這"),
        reacts=_signs("^谢谢 ^好的 ^嗯 ^是的 ^不是 ^你好 ^明白 ^謝謝"),
        demands=_signs("^请 ^怎么 ^如何 ^为什么 ^什么 ^帮我 ^能不能 ^可以 ^告诉我 ^請 吗$ 呢$"),
        plans=_signs("想要 打算 计划 正在找 需要"),
    ),
    "ja": Voice(
        of_self=_signs("私 僕 俺 わたし 自分"),
        stance=_signs(
            "感じ 怖い 心配 不安 緊張 楽し 嬉し うれし 誇り 幸せ 悲し 怒 疲れ 決め 選ん やっと"
            " ようやく 学ん 好き 嫌い 希望 夢 疑 信じ 後悔 諦め あきらめ 以前 昔 もう 感謝 孤独"
            " ストレス 難し 辛い つらい 思う 思った"
        ),
        leans=_signs("^それ ^これ ^あれ ^その ^この ^彼"),
        reacts=_signs("^ありがとう ^はい ^いいえ ^了解 ^なるほど ^こんにちは ^わかりました"),
        demands=_signs("ください$ か$ 教えて$ ^どう ^なぜ ^何"),
        plans=_signs("しようと 探して 予定 必要"),
        drops_self=True,
    ),
    "ko": Voice(
        of_self=_signs("나는 내가 나의 저는 제가 저의 나도 저도"),
        stance=_signs(
            "느끼 느꼈 느낌 무서 두려 걱정 불안 긴장 기쁘 기뻐 행복 자랑 슬프 슬퍼 화가 지쳤"
            " 지치 결정 선택 드디어 마침내 배웠 좋아 싫어 희망 꿈 의심 믿 후회 포기 예전 이제"
            " 더_이상 감사 외로 스트레스 어렵 어려 생각"
        ),
        leans=_signs("^그것 ^이것 ^저것 ^그는 ^그녀 ^이거 ^그거"),
        reacts=_signs("^감사 ^고마워 ^네 ^아니 ^알겠 ^좋아요 ^안녕"),
        demands=_signs("주세요$ 까요$ 나요$ ^어떻게 ^왜 ^무엇 ^뭐"),
        plans=_signs("려고 찾고 계획 필요"),
        drops_self=True,
    ),
}
