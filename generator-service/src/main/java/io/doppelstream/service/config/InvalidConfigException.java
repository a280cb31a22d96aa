package io.doppelstream.service.config;

import java.util.List;

/** The configuration cannot be used; the message lists every problem found. */
public final class InvalidConfigException extends IllegalArgumentException {
    private final transient List<String> problems;

    public InvalidConfigException(List<String> problems) {
        super("Expected a usable configuration, found " + problems.size()
                + (problems.size() == 1 ? " problem:" : " problems:") + "\n- " + String.join("\n- ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
