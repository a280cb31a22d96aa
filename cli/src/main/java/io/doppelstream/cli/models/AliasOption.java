package io.doppelstream.cli.models;

import picocli.CommandLine.Option;

/** Which alias is meant. */
public final class AliasOption {

    @Option(
            names = "--alias",
            paramLabel = "A",
            defaultValue = "champion",
            description = "Name of the alias (default: ${DEFAULT-VALUE}).")
    private String alias;

    /** Name of the alias. */
    public String name() {
        return alias;
    }
}
