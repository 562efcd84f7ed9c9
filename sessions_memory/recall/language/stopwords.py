"""Words that hold a sentence together and tell nothing of what it is about, per language.

They tell which language a text is written in, and stay out of the index. In
the form that `words` gives: lower case, with accents, split at apostrophes.
"""

ENGLISH = """
a about above after again against all already also although always am among an and another any anybody anyone anything
are aren around as at away back be became because become been before behind being below between both but by came can
cannot could couldn d did didn do does doesn doing don done down during each either else enough etc even ever every
everybody everyone everything few for from further get gets getting give given go goes going gone got gotten had hadn
has hasn have haven having he hello her here hers herself hey hi him himself his how however i if im in instead into
is isn it its itself ive just kind know let like likely ll lot m made make makes making many may maybe me might mine
more most much must mustn my myself neither never no nobody none nor not nothing now of off often oh ok okay on once
one only onto or other others our ours ourselves out over own per perhaps please put quite rather re really s said
same say says see seem seems several shall shan she should shouldn since so some somebody someone something sometimes
soon still such sure t take taken tell than thank thanks that the their theirs them themselves then there these they
thing things think this those though through thus till to together told too took toward towards under unless until up
upon us use used using ve very via want wanted wants was wasn way we well were weren what whatever when whenever where
wherever whether which while who whoever whole whom whose why will with within without won would wouldn y yeah yes yet
you your yours yourself yourselves
"""

GERMAN = """
aber ach alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch auf aus bei
beim bereits bin bis bist bitte da dabei dadurch dafür dagegen daher damit danach danke dann daran darauf daraus darf
darin darum darüber das dass dasselbe davon davor dazu dein deine deinem deinen deiner deines dem den denen denn der
deren derer des deshalb dessen dich die dies diese diesem diesen dieser dieses dir doch dort du durch dürfen eben ein
eine einem einen einer eines einfach einige einigen einiger einmal er erst es etwa etwas euch euer eure eurem euren
eurer für ganz gar gegen genau gewesen gib gibt ging gut hab habe haben hallo hast hat hatte hatten hattest hier hin
hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im immer in ins irgend ist ja je jede jedem jeden jeder
jedes jemand jene jenem jenen jener jenes jetzt kam kann kannst kein keine keinem keinen keiner können könnte könnten
machen macht mal man manche mehr mein meine meinem meinen meiner meines mich mir mit muss musste müssen nach nachdem
nein nicht nichts nie noch nun nur ob oder oft ohne sagen sagte sehr sei sein seine seinem seinen seiner seines seit
selbst sich sie sind so sogar solche solchem solchen solcher soll sollen sollte sollten sondern sonst soweit um und
uns unser unsere unserem unseren unserer unter viel viele vielen vielleicht vom von vor wann war waren warst warum was
wegen weil weiter welche welchem welchen welcher welches wem wen wenig wenn wer werde werden wessen wie wieder will
wir wird wirst wo wohl wollen wollte worden wurde wurden während wäre würde würden zu zum zur zwar zwischen über
"""

SPANISH = """
a al algo alguien alguna algunas alguno algunos allí ante antes aquel aquella aquellas aquello aquellos aquí así
aunque bien bueno cada casi como con contra cosa cosas cual cuales cualquier cuando cuanto cuál cuáles cuándo cuánta
cuántas cuánto cuántos cómo da dar de decir del desde después dice dicho dijo donde dos durante dónde e el ella ellas
ello ellos en entonces entre era eran eras eres es esa esas ese eso esos esta estaba estaban estado estamos estar
estas este esto estos estoy está están fue fueron fui gracias ha haber había habían hace hacer hacia han has hasta hay
haya he hemos hice hizo hola la las le les lo los luego me menos mi mientras mis mucha muchas mucho muchos muy más mí
mía mío nada nadie ni ninguna ninguno ningún no nos nosotros nuestra nuestras nuestro nuestros nunca o os otra otras
otro otros para pero poca poco pocos podemos poder podía por porque pude puede pueden puedo pues que quien quienes
quiere quiero quién qué se sea según ser será si sido siempre sin sobre sois solo somos son soy su sus suya suyo sé sí
sólo tal también tan tanto te tenemos tener tengo tenía ti tiene tienen tienes toda todas todavía todo todos tu tus
tuve tuvo tú un una unas uno unos usted ustedes va vamos van vez vosotros voy y ya yo él
"""

FRENCH = """
a ai aie aient ainsi alors as assez au aucun aucune aussi autre autres aux avaient avais avait avant avec avez avoir
avons ayant beaucoup bien bonjour c car ce ceci cela celle celles celui cent ces cet cette ceux chaque chez comme
comment contre d dans de depuis derrière des dire dis dit doit donc dont du déjà elle elles en encore entre es est et
eu eurent eux faire fais fait faut fois font furent fus fut hier ici il ils j jamais je jusque l la laquelle le lequel
les lesquelles lesquels leur leurs lors lorsque lui là m ma mais me merci mes mien mienne moi moins mon même mêmes n
ne ni non nos notre nous on ont or ou oui où par parce pas pendant peu peut peuvent peux plus plusieurs plutôt pour
pourquoi pourrait pouvez près puis qu quand que quel quelle quelles quelqu quelque quelques quels qui quoi rien s sa
sans se sera serait ses seulement si sien son sont sous suis sur t ta tandis te tel telle tes toi ton toujours tous
tout toute toutes trop très tu un une va vais vers veut veux voici voilà vont vos votre vous vu y ça étaient étais
était étant été êtes être
"""

PORTUGUESE = """
a ainda algum alguma algumas alguns alguém ali ao aos apenas aquela aquelas aquele aqueles aqui aquilo as assim até
bem cada coisa coisas com como contra da das de dela delas dele deles depois desde dessa desse desta deste disse disso
disto do dos e ela elas ele eles em enquanto entre então era eram essa essas esse esses esta estamos estas estava
estavam este estes estou está estão eu faz fazer fez fiz foi fora foram fosse fui havia hoje há isso isto já la lhe
lhes lo mais mas me menos mesma mesmo meu meus minha minhas muita muitas muito muitos na nada nas nem nenhum nenhuma
no nos nossa nossas nosso nossos num numa nunca não nós o obrigada obrigado olá onde os ou outra outras outro outros
para pela pelas pelo pelos perante pode podem por porque porquê posso pouco pra quais qual qualquer quando quanta
quantas quanto quantos que quem quer quero se seja sem sempre sendo ser será seu seus sim sobre sou sua suas são só
tal também te tem temos tenho ter teu teus teve tinha tinham tive toda todas todo todos tu tua tuas tudo têm um uma
umas uns vai vamos vez você vocês vou à às é
"""

RUSSIAN = """
а без более больше бы был была были было быть в вам вас ваш ваша ваше ваши вдруг ведь во вот время все всегда всего
всей всех всю вся всё вы где да давай даже два для до его ее ей ему если есть еще ещё ею её ж же за зачем здесь
здравствуй здравствуйте и из или им иногда их к как какая какие какое какой какую когда конечно кто куда ли либо лишь
лучше между меня мне много мое моего моей моему может можно мои моим моих мой мою моя моё мы на над надо наконец нам
нас наш наша наше наши не него нее ней нельзя нет неё ни нибудь никогда ним них ничего но ну о об однако он она они
оно опять от очень перед по под пожалуйста после потом потому почему почти при привет про раз разве с сам сама сами
само своего своей свои своих свой свою своя своё себе себя сегодня сейчас скажи сказал сказала сказать со совсем
спасибо так такая также такие такой там твои твой твою твоя твоё тебе тебя тем теперь то тобой тогда того тоже только
том тот три тут ты у уж уже хорошо хоть чего чей чем через что чтоб чтобы чуть эта эти этим этих это этого этой этом
этот эту я
"""

# Signs and pairs of signs: their grammar, pronouns and greetings.
CHINESE = """
一下 一个 不 不是 与 个 为什 么 么时 之 也 了 了吗 什 什么 从 他 他们 他的 们 会 但是 你 你们 你好 你的 其 到 去 及 可
可以 吗 吧 告诉 呢 和 哪个 哪里 啊 因为 在 在哪 多少 她 她们 她的 如果 它 对 就 就是 已经 很 怎 怎么 我 我们 我的 或
或者 所以 把 时候 是 是不 是什 是的 有 来 没有 现在 的 的吗 的时 着 知道 给 而 能 自己 被 要 觉得 让 诉我 说 请告 请问
谢谢 还是 这 这个 这样 那 那个 那样 都
"""

JAPANESE = """
あの あり ある あれ いう いた いつ いて いま いる えて かな から か教 がと くだ ここ こと この これ こん さい さん
した して しま しょ すか する せん そこ その それ たい たか たち たで たの ため ださ だっ だれ ちは った って つで
てい ての てる でし です では でも とう とき とは どこ どの どれ ない など なに なん にち には にも に何 のが ので
のに のは のを は何 まし ます ませ まで もの ょう よう りが れは れを をし んに 何で 何を 教え 私の 私は
"""

KOREAN = """
가요 감사 거기 것은 것을 것이 게요 그것 그녀 그는 그런 그리 까요 까지 나는 나요 나의 내가 너는 녕하 누구 는데 니다
당신 때문 떻게 런데 려줘 리고 무엇 문에 뭐야 부터 사합 세요 습니 아요 안녕 알려 어디 어떻 어요 언제 없다 없어 에게
에서 에요 여기 예요 우리 으로 은요 이것 이에 인가 입니 있다 있어 저것 저기 저는 저의 제가 주세 지만 하고 하는 하다
하세 하지 합니 해서 해요 했나 했다 했습 했어
"""

STOP_WORDS = {
    "en": frozenset(ENGLISH.split()),
    "de": frozenset(GERMAN.split()),
    "es": frozenset(SPANISH.split()),
    "fr": frozenset(FRENCH.split()),
    "pt": frozenset(PORTUGUESE.split()),
    "ru": frozenset(RUSSIAN.split()),
    "zh": frozenset(CHINESE.split()),
    "ja": frozenset(JAPANESE.split()),
    "ko": frozenset(KOREAN.split()),
}

# Words about the asking and the answer wanted, which say little of what is asked about: they count half.
ASKING = {
    "en": """
across advice answer answers approach ask asked asking aspect aspects bring brought chat chats comprehensive
considering conversation conversations describe described detail details different discuss discussed discussing
discussion discussions exactly explain explained explanation handle handled help item items list mention mentioned
mentioning order overview provide provided question questions recall recap recommend recommendation recommended
regarding remember remind request requested requests session sessions show specific specifically suggest suggested
suggestion suggestions summaries summarise summarize summary sure talk talked talking throughout total various walk
""",
    "de": """
antwort antworten beschreiben besprechen besprochen bezüglich bitten einzelheiten empfehlen empfehlung empfohlen
erinnern erinnerst erklären erklärt erwähnen erwähnt frage fragen gefragt gespräch gespräche helfen hilfe insgesamt
liste reihenfolge unterhaltung verschiedene vorgeschlagen vorschlag vorschlagen zeigen zusammenfassen zusammenfassung
überblick
""",
    "es": """
ayuda ayudar conversación describir detalles diferentes explicar hablamos hablar lista mencionar mencioné mostrar
orden pregunta preguntas pregunté recomendación recomendar recordar recuerda respuesta resumen resumir sugerencia
sugerir total
""",
    "fr": """
aide aider conversation demandé différents décrire détails expliquer liste mentionner mentionné montrer ordre parler
parlé question questions rappeler rappelle recommandation recommander réponse résumer résumé suggestion suggérer total
""",
    "pt": """
ajuda ajudar conversa descrever detalhes diferentes explicar falamos falar lembra lembrar lista mencionar mencionei
mostrar ordem pergunta perguntas perguntei recomendar recomendação resposta resumir resumo sugerir sugestão total
""",
    "ru": """
вопрос вопросы всего вспомнить говорил говорили напомни объяснить описать ответ подробности показать помнишь помочь
помощь порядок предложить разговор разные рекомендация совет список спрашивал упоминал
""",
}

# A question of these and of stop words alone asks for nothing.
COURTESIES = """
a abend about accord ahora aide aider ajuda ajudou all alles allez alright am amable amazing and anyone anyway
appreciate are así até au auch aujourd avec awesome ayuda back be beaucoup bem bien bis bist blague boa boas bom
bonjour bonne bonsoir bored buenas bueno buenos bye ca ce certo ces cheers chiste ci claro clear comment conta cool
coucou cuenta cute cuéntame cómo d da danach dank danke das day days de dear demain dia did dir do does du días ein
einen el en encantado enjoy entertain er eres es est está estás et evening ever everything excellent fact fait
fantastic feel fine for freut friend fuer fun funny für game ganz geholfen geht glad good goodbye got gracias great
grüß gut gute guten had hallo happy hast hasta hat have hello help helped helpful helps herzlich heureux hey hi hilfe
hola hope how hui i ich idea il interesting is isso ist it ja je joke kannst keep kind klar können la las le legal let
lieb liebe like lo lot love lovely luego mach machst made make mal mañana me meant meet mein mensch merci meu mi mich
mind mir moi moment mon morgen morning much muchas mucho muitas muito muy my nacht name nein nett never new nice nicht
night no noch noches noite nom non not now nuit obrigada obrigado of off oi ok okay olá on one oui out parfait pas
passt perfect perfecto person persona piada play please pleasure por prima quel quem qui quite quién qué raconte ready
real really right robot s sad salut say schön secret see sehr sense servus sim sing sleep so soir soirée something
soon sorry sounds soy speak super sure surprise sí t tag tal talk tarde tardes tchau te tell thank thanks that the
there think this time to today todo together toi toll tomorrow ton tonight too tout très tschüss tu tudo twenty tú uma
un una une up va vai vale vas verstanden very vielen você wait was welcome well wer were what when who wie wieder wir
witz wonderful works worries wow y yes yet you your zu à être ótimo анекдот большое вечер все всё да дела день до
доброе добрый ещё за здравствуй здравствуйте как меня мне нет нормально ночи ночь ок отлично очень пока помощь понял
понятно привет расскажи свидания спасибо спокойной тебе тебя ты утро хорошо что это
你好 您好 谢谢 多谢 早上好 晚上好 晚安 再见 好的 こんにちは こんばんは おはよう おはようございます ありがとう
ありがとうございます ありがと どうも さようなら おやすみなさい 안녕 안녕하세요 감사합니다
고마워 고마워요 고맙습니다 네 아니요 谢谢你 谢谢您 非常感谢 早安 太好了
makes thx thanx ty lol haha hahaha ciao grazie mille prego
"""
