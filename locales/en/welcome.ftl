# The first start.

welcome-step = Step { $step } of { $steps }
welcome-language = Welcome to Karlsruhe
welcome-language-hint = Which language would you like to read in?
welcome-role = What brings you here?
welcome-role-hint = So the app first shows what concerns you. You need no account.
welcome-district = Your district
welcome-district-hint = So the app shows what is near. If you do not live in Karlsruhe, simply skip this step.
welcome-next = Continue
welcome-finish = Let’s go
welcome-skip = Skip
welcome-back = Back
welcome-private = What you say stays on this device. The city does not learn of it.
