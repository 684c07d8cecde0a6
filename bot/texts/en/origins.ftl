# How it came to be, and what it costs
command-why = How this digest came to be
command-usage = What the model costs
button-why = Why
why-nothing = There is no digest to explain yet. Get one, then send /why, or answer one with /why.
why-edition =
    { $count ->
    [one] How the story of this digest came to be
   *[other] How the { $count } stories of this digest came to be
    }
why-order = Ordered by independent origins and recency, then by what you chose. Tap a number for the whole of one.
why-item = { $outlets ->
    [one] one outlet
   *[other] { $outlets } outlets
 }, { $origins ->
    [one] one origin
   *[other] { $origins } origins
 }; { $method }
why-llm = written by a language model, each sentence checked against the articles
why-extract = sentences of the articles
why-failed = sentences of the articles: the model gave no usable answer
why-budget = sentences of the articles: the day's budget was spent
why-rejected = sentences of the articles: what the model wrote did not pass the check
why-late = sentences of the articles: the model was not waited for any longer
why-sources = Sources and grouping
why-grouped-new = The story begins with it, or nothing was more alike
why-grouped-same = Same event: { $score }% like “{ $title }”
why-grouped-later = Later development: { $score }% like “{ $title }”
why-origins = Reported first by: { $names }
why-summary = Summary
why-model = Model { $model }, prompt { $prompt }
why-spent = { $calls ->
    [one] One request
   *[other] { $calls } requests
 }, { $input } tokens in, { $output } out, { $cost }
why-checked = { $sentences } sentences written, { $replaced } of them failed the check and were replaced or left out
why-rejected-list = What failed the check
why-place = sentence { $number }
why-headline = headline or whole
fault-schema = wrong form
fault-empty = no text
fault-too-long = too long
fault-markup = markup or an address
fault-language = wrong language
fault-no-evidence = no evidence
fault-unknown-article = cites an article that is not there
fault-not-verbatim = its quote is not verbatim
fault-evidence = its evidence speaks of something else
fault-number = a number that its evidence does not hold
fault-date = a date that its evidence does not hold
fault-money = an amount that its evidence does not hold
fault-percentage = a percentage that its evidence does not hold
fault-place = a number or date that its evidence holds for something else
fault-name = a name that its evidence does not hold
fault-quotation = nobody said it in these words
fault-hedge = tells as settled what is not
fault-attribution = does not tell who says it
fault-negation = denies what its evidence does not, or the other way round
fault-parity = the languages tell different facts
usage-title = What the language model costs
usage-today = Today: { $calls } requests, { $input } tokens in, { $output } out, { $cost }
usage-month = Thirty days: { $calls } requests, { $input } tokens in, { $output } out, { $cost }
usage-summary = Summaries: { $calls } requests, { $input } tokens in, { $output } out, { $cost }
usage-question = Questions: { $calls } requests, { $input } tokens in, { $output } out, { $cost }
usage-pairing = Comparing languages: { $calls } requests, { $input } tokens in, { $output } out, { $cost }
usage-limit = Limit a day { $budget }, left { $left }
usage-unlimited = No limit a day is set (LLM_DAILY_BUDGET_USD)
usage-checked = { $stories } summaries of { $sentences } sentences, { $replaced } failed the check
usage-failed = { $count } with sentences of the articles because the model failed; tried again later
usage-alert = Over a fifth failed the check: look at the model.
usage-stories = The dearest stories
usage-sources = The dearest sources
usage-no-model = No language model is set: summaries are sentences of the articles and cost nothing.
