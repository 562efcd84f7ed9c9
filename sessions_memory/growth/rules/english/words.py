"""English words of what can be reached or begun."""

NUMBER = (
    r"(?:\d[\d.,]*k?|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty"
    r"|fifty|ninety|hundred|half a|several|many|a few|a couple of|a dozen)"
)
LONG_SPAN = rf"{NUMBER} (?:whole |full |entire |solid |long )?(?:weeks|months?|years?|decades?|semesters?)"
SPAN = rf"{NUMBER} (?:whole |full |entire |solid |long )?(?:days?|weeks?|months?|years?|decades?|semesters?)"
STUDY = (
    r"estate plan|(?<=my )will|(?<=my last )will|thesis|dry january|sober october|nanowrimo|couch to 5k"
    r"|dissertation|degrees?|diploma|ph\.?d|doctorate"
    r"|master'?s?|bachelor'?s?|mba|a[- ]levels|ged|apprenticeship"
    r"|traineeship|residency|internship|certificat\w+|licen[cs]e|qualification|courses?|bootcamp|semester|school year"
    r"|(?:first|second|third|final|last) (?:year|term|trimester)|training|studies|high school|university|college"
    r"|law school|med(?:ical)? school|grad(?:uate)? school|school|finals|capstone|(?:big|huge|long|month-long"
    r"|year-long|final|passion|renovation|woodworking|art|research) project|(?:nursing|degree|rehab|study"
    r"|training|recovery|teacher) program(?:me)?|rehab|chemo\w*|radiation|physio\w*|treatment|therapy|probation"
    r"|literature review|essay|personal statement|application|applications|portfolio|research project"
)
EXAM = (
    r"(?:\w+ )?exams?|bar|boards|(?:driving|road|driver'?s|drivers|citizenship|theory|language|entrance"
    r"|swimming|written"
    r"|practical|licensing|naturali[sz]ation|fitness|aptitude|licen[cs]e) test|viva|audition|defen[cs]e|orals|quals"
    r"|finals|probation|(?:\w+ ){0,2}certification|(?:first |second |third |final |last )?(?:year|semester|term"
    r"|module|month|week)"
    r"|nclex|gre|gmat|lsat|mcat|cpa|toefl|ielts|test de?\w*|inspection|(?:\w+ ){0,2}interviews|calculus"
    r"|statistics|background check"
)
# Works have a maker; whether they are big or small, to finish one's own is something.
WORK = (
    r"renovation|restoration|conversion|novel|novella|book|manuscript|memoir|screenplay|stor(?:y|ies)|poems?"
    r"|poetry collection|collection|album"
    r"|ep|single"
    r"|songs?|symphony|film|movie|documentary|painting|paintings|mural|sculpture|portrait|quilt|sweater|jumper"
    r"|blanket"
    r"|scarf|socks|dress|wedding dress|table|bookshelf|bookcase|bench|desk|chair|treehouse|shed|boat|canoe|guitar"
    r"|comic|graphic novel|zine|podcast|blog|newsletter|exhibition|exhibit|one-man show|musical|play"
    r"|first draft|draft"
    r"|paper|article|journal article|chapbook|cookbook|illustration|illustrations|video game|game|mobile app|website"
    r"|online course|webcomic|debut|garden|greenhouse|campervan|motorcycle|bike|script|pilot|pilot script|video|vlog"
)
RACE = (
    r"finish line|(?:charity |fun )?(?:race|run)|marathon|half[- ]?marathon|half|ultra\w*|triathlon|duathlon"
    r"|iron ?man"
    r"|\d+ ?k|\d+ ?km|\d+[- ]?(?:mile|kilomet)\w*"
    r"|parkrun|race|channel|camino|appalachian trail|pacific crest trail|trail|way|relay|century|obstacle course"
    r"|sprint triathlon|(?:open water )?swim|tough mudder|spartan"
)
OFFER = (
    r"job|position|role|promotion|offer|job offer|internship|raise|pay rise|scholarship|grant|fellowship|funding"
    r"|(?:book|record|publishing|endorsement|sponsorship) deal|contract|residency|visa|green card|citizenship|permit"
    r"|work permit|asylum|custody|tenure|patent|awards?|prize|medal|trophy|certificat\w+|diploma|degree|licen[cs]e"
    r"|diagnosis|place (?:at|on|in)|spot (?:at|on|in)|(?:black|brown|blue|green|purple) belt|keys (?:to|for)"
    r"|all[- ]clear"
    r"|acceptance letter|apprenticeship|traineeship|transfer|sponsorship|endorsement|lead|lead role|part (?:in|as|of)"
    r"|gig|ged|phd|permanent residen\w+|research grant|verdict|funding|(?<=the )part(?=[!.]|$| in | as )"
    r"|distinction|first[- ]class|honou?rs|passport|ring|tattoo|hearing aids?|cochlear implant"
    r"|wheelchair"
    r"|kidney|transplant|gold|silver|bronze"
)
HOME = (
    r"house|home|flat|apartment|condo|townhouse|cottage|farm|cabin|bungalow|studio apartment|duplex|piece of land"
    r"|plot(?: of land)?|property|houseboat|farmhouse|place of (?:my|our) own|mansion"
)
BUSINESS = (
    r"(?:side|pet|passion) project|business|compan(?:y|ies)|start-?up|firm|shop|store|baker(?:y|ies)|caf[eé]"
    r"|coffee shop|restaurant|practice"
    r"|studio"
    r"|salon|gallery|boutique|bookshop|bookstore|etsy (?:shop|store)|food truck|charity|non-?profit|foundation|brand"
    r"|agency|podcast|channel|youtube channel|blog|newsletter|band|choir|support group|clinic|daycare|gym|brewery"
    r"|consultancy|workshop|school|book club|running club|bed and breakfast|b&b|dance studio|clothing (?:store"
    r"|line|brand)"
    r"|online (?:shop|store|business)|side business|website|app|kickstarter|crowdfunding campaign|exhibition"
    r"|show|centre|center"
)
SKILL = (
    r"running|jogging|swimming|climbing|bouldering|cycling|rowing|hiking|lifting|weightlifting|boxing|dancing"
    r"|meditating"
    r"|meditation|journal(?:l)?ing|yoga|pilates|tai chi|karate|judo|jiu[- ]jitsu|taekwondo|kickboxing"
    r"|aerial yoga|piano"
    r"|guitar|violin|cello|drums|saxophone|flute|trumpet|ukulele|singing|painting|drawing|pottery|ceramics"
    r"|photography"
    r"|woodworking|carpentry|knitting|crochet\w*|sewing|gardening|volunteering|teaching|coaching|mentoring|fostering"
    r"|freelancing|blogging|streaming|surfing|skiing|sailing|fencing|archery|ballet|salsa|tango|acting|improv|fasting"
    r"|writing|composing|beekeeping|tutoring|speech therapy|physiotherapy|physical therapy|homeschooling"
)
LANGUAGES = (
    r"spanish|french|german|italian|portuguese|dutch|japanese|chinese|mandarin|cantonese|korean|arabic|russian"
    r"|polish|turkish"
    r"|swedish|norwegian|danish|finnish|greek|hebrew|hindi|urdu|latin|welsh|irish|gaelic|sign language|asl|bsl"
    r"|english"
    r"|ukrainian|czech|hungarian|vietnamese|thai|swahili|persian|farsi"
)
PRACTICE = (
    r"therapy|counsell?ing|(?:\w+ )?lessons?|classes|class|course|training|school|college|uni(?:versity)?"
    r"|studies|degree"
    r"|ph\.?d|master'?s?|(?:\w+ )?program(?:me)?|job|role|position|internship|apprenticeship|treatment"
    r"|medication|chemo\w*"
    rf"|physio|rehab|recovery|antidepressants|hormones|hrt|testosterone|estrogen|insulin|sobriety|{SKILL}|{LANGUAGES}"
    r"|volunteer work|volunteering|helping out (?=at|with)|seminars"
    r"|a family|night school|evening (?:classes|school)|(?:a |my )?(?:diary|journal)"
    r"|a new (?:life|chapter|career)"
    r"|new chapter|(?:my|our|own|new) (?:\w+ )?(?:business|company|start-?up|shop|blog|podcast|channel|career"
    r"|practice|studio"
    r"|book|novel|memoir|thesis|dissertation|journey|life|family|band)|a (?:\w+ )?(?:business|company"
    r"|start-?up|charity|band"
    r"|blog|podcast|novel|memoir|non-?profit|family)|workshop|boot ?camps?|(?:new |healthy "
    r"|healthier )?(?:diet|(?:\w+ )?routine|lifestyle)|eating (?:healthier|healthy|better|vegan)|(?:chess"
    r"|tennis|golf|hockey|football|soccer|basketball|rugby|badminton|volleyball|padel)(?! (?:game|match))"
    r"|retraining|my transition|transitioning|ivf|a rule|rule"
)
GROUP = (
    r"(?:[\w-]+ ){0,4}?(?:gym|choir|band|club|group|orchestra|army|navy|air force|marines|police"
    r"|fire (?:brigade|department|service)"
    r"|union|church|board|aa|na|al-anon|weight watchers|theat(?:er|re)|ensemble|peace corps|red cross"
    r"|association|society|network|committee|collective|co-?op|crew|squad|quartet|(?:\w+ )?team|firm|startup"
    r"|fire-?fighting brigade|coven|parish|mosque|synagogue|sangha|(?:soccer|football|basketball|rowing|hockey"
    r"|rugby) team"
    r"|start-?up|company|faculty|class|league|guild|program(?:me)?|community|organi[sz]ation|federation|chorus"
    r"|fellowship)"
)
PERSON = (
    r"(?:single |first-time |step|grand|god)?(?:mother|father|mum|mom|mommy|dad|daddy|parents?|ma|pa)|uncle"
    r"|aunt|auntie"
    r"|citizen|homeowner|house owner|landlord|doctor|nurse|teacher|lawyer|attorney|solicitor|barrister|judge"
    r"|engineer|pilot"
    r"|paramedic|fire ?fighter|carpenter|electrician|plumber|therapist|psychologist|counsellor|midwife|vet"
    r"|pharmacist|dentist"
    r"|librarian|architect|accountant|chef|baker|butcher|mechanic|coach|trainer|instructor|captain|manager"
    r"|team lead|head of"
    r"|director|partner|professor|lecturer|principal|head ?teacher|deacon|priest|pastor|rabbi|monk|nun|buddhist"
    r"|christian|muslim"
    r"|catholic|vegan|vegetarian|(?:\w+ )?author|(?:\w+ )?writer|poet|artist|musician|member of|resident|widow"
    r"|widower|retiree|pensioner"
    r"|business owner|shop owner|freelancer|entrepreneur|volunteer|mentor|foster (?:parents?|mother|father|mum"
    r"|mom|dad)|journalist"
    r"|(?:certified|licen[cs]ed|qualified|registered|chartered|accredited|trained|ordained"
    r"|graduated) (?:\w+ ?){1,3}|graduate|chairwoman"
    r"|chairman|chair of|supervisor|shareholder|councill?or|mayor|black belt|champion|social worker"
    r"|married (?:man|woman|couple)|owner of"
)
