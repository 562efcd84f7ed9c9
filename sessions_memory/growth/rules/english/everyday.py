"""English words of what happens every day, and of details of work: nobody's milestone."""

import re

# Finished, begun or bought every day, and nobody's milestone.
TRIVIAL = re.compile(
    r"\b(?:lunch|dinner|breakfast|brunch|meal|snack|coffee|tea|beer|wine|drinks?|sandwich|pizza|cake|dishes"
    r"|dishwasher|laundry"
    r"|washing(?: machine)?|vacuum\w*|clean\w*|tidying|shopping|groceries|errands?|chores?|shower|nap|sleep"
    r"|walk|commute|trip to the"
    r"|episode|episodes|season|series|show on|netflix|movie night|level|levels|boss|quest|raid|match of|game of"
    r"|round of|puzzle"
    r"|crossword|sudoku|wordle|video game|phone|case|charger|cable|kettle|toaster|printer|router|headphones"
    r"|earbuds|laptop|monitor"
    r"|keyboard|mouse|tv|sneakers?|shoes|boots|jacket|shirt|pants|jeans|socks from|dress from|bag|backpack|lamp"
    r"|sofa|couch|mattress"
    r"|rug|curtains|vase|mug|parcel|package|delivery|order|receipt|invoice|ticket|tickets|form|forms|survey"
    r"|questionnaire|email|e-mail"
    r"|emails|inbox|newsletter subscription|call|calls|meeting|meetings|standup|webinar|zoom|appointment"
    r"|check-?up|dentist|haircut"
    r"|steps|step goal|password|account|trial|subscription|beta|waitlist|waiting list|app store|download|update"
    r"|backup|chat|thread"
    r"|conversation|prompt|recipe|homework|worksheet|quiz|exercise sheet|flashcards|chapter|page|pages"
    r"|paragraph|section|slides?"
    r"|deck|presentation|spreadsheet|timesheet|agenda|minutes|memo|report|to-?do|list|checklist|bug|coupon"
    r"|discount|refund|dollars off"
    r"|gift card|reservation|table for|hotel|flight|rental car|parking|bus|train ride|taxi|uber|airport|traffic"
    r"|gas|battery|light bulb"
    r"|faucet|tap|leak|filter|seat ?belt|towels?|detergent|cat litter|plant pot|notebook|pens?|stapler|calendar"
    r"|playlist)\b",
    re.IGNORECASE,
)
# Details of work: parts of a program or a project, not the whole of it.
TECHNICAL = re.compile(
    r"(?<![\w-])(?:api|apis|endpoints?|routes?|function|functions|method|methods|class (?:diagram|definition)"
    r"|modules?|component|components"
    r"|feature|features|bug|bugs|error|errors|exception|stack ?trace|server|servers|backend|back-end|frontend"
    r"|front-end|database|db"
    r"|schema|migration|migrations|query|queries|sql|postgres\w*|mysql|sqlite|redis|mongo\w*|docker\w*"
    r"|kubernetes|k8s|helm|cluster"
    r"|aws|azure|gcp|lambda|s3|nginx|flask|django|react|vue|angular|node|npm|pnpm|yarn|webpack|vite|typescript"
    r"|javascript|python|java"
    r"|rust|golang|c\+\+|kotlin|swift|php|laravel|rails|spring boot|css|html|bootstrap|tailwind|regex|json|yaml"
    r"|xml|csv|git|github"
    r"|gitlab|repo|repository|branch|branches|commit|commits|merge|merged|pull request|pr|prs|build|builds"
    r"|pipeline|ci|ci/cd|deploy"
    r"|deployed|deployment|staging|production|prod|localhost|port \d+|unit tests?|integration tests?|test suite"
    r"|test cases?|coverage"
    r"|pytest|jest|mocks?|tests? (?:fail\w*|pass\w*|is|are|was|were)|linter|lint|refactor\w*|sprint|sprints"
    r"|backlog|jira|trello board|ticket|tickets"
    r"|user stor(?:y|ies)|story points"
    r"|mvp|wireframes?|mockups?|prototype|figma|photoshop|login|registration|auth\w*|token|tokens|oauth|jwt|ssl"
    r"|webhook|cron|script"
    r"|terminal|command line|install\w*|config\w*|dependency|dependencies|package|library|framework|plugin|sdk"
    r"|compiler|lockfile"
    r"|loop|array|variable|parser|dataset|data set|training run|epoch|gpu|model accuracy|dashboard|crud|csrf"
    r"|cache|caching|middleware"
    r"|quarterly|q[1-4]|kpis?|customer support|stakeholders?|procurement|compliance|audit report|rollout"
    r"|onboarding doc"
    r"|sprint \d|phase \d|step \d|task|tasks|subtasks?|milestone \d|version \d|v\d|\d+ ?%|percent)\b",
    re.IGNORECASE,
)
