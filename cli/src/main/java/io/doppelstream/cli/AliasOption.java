package io.doppelstream.cli;

import picocli.CommandLine.Option;

/** Which alias is meant. */
final class AliasOption {

    @Option(
            names = "--alias",
            paramLabel = "A",
            defaultValue = "champion",
            description = "Name of the alias (default: ${DEFAULT-VALUE}).")
    private String alias;

    String name() {
        return alias;
    }
}
