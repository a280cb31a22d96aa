package io.doppelstream.service.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Gathers what is wrong with a configuration, to report it all at once. */
final class Problems {
    private final List<String> found = new ArrayList<>();

    void add(String problem) {
        found.add(problem);
    }

    /** Notes a setting that is out of its bounds. */
    void require(boolean fine, String key, String expected, Object value) {
        if (!fine) {
            add("Expected " + key + " to be " + expected + ", found " + value);
        }
    }

    /** Builds a part, or notes its problems and gives null. */
    <T> T collect(Supplier<T> part) {
        try {
            return part.get();
        } catch (InvalidConfigException e) {
            found.addAll(e.problems());
            return null;
        }
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidConfigException(found);
        }
    }
}
