public import ArgumentParser
public import PluginHost

// Words of plugins, as they are typed on the command line.

extension PluginManifest.Kind: ExpressibleByArgument {}

extension AuthorLanguage: ExpressibleByArgument {}

extension CheckTest.Kind: ExpressibleByArgument {}
