# The passphrase, where there is no key store.

passphrase-choose = Choose a passphrase
passphrase-choose-hint = The app encrypts everything that it keeps on this device. Usually the key is in the device’s key store. Since that is missing, a passphrase protects it.
passphrase-enter = Enter your passphrase
passphrase-enter-hint = With it the app opens what it has encrypted on this device.
passphrase-label = Passphrase
passphrase-repeat = Repeat the passphrase
passphrase-show = Show the passphrase
passphrase-choose-submit = Set the passphrase
passphrase-enter-submit = Open
passphrase-busy = One moment …
passphrase-differs = The two entries differ
passphrase-differs-advice = Type the same twice.
passphrase-no-way-back = Remember the passphrase well. Nobody can reset it, not even the city.
passphrase-forgotten = Forgotten your passphrase?
passphrase-forgotten-advice = Nobody can reset it. You can delete everything and start again. The city’s content is then loaded anew.
vault-retry = Try the key store again
