package io.doppelstream.cli.benchmark.measure;

import io.doppelstream.cli.terminal.UserException;
import java.util.List;
import java.util.function.Function;

/** What of a benchmark is chosen by name. */
public final class Choice {

    private Choice() {}

    /**
     * Those of these names, in the order in which they run; no name means all.
     *
     * @param option that holds the names, for the message
     * @throws UserException when a name is unknown
     */
    public static <T> List<T> of(String option, List<String> names, List<T> all, Function<T, String> nameOf) {
        List<String> known = all.stream().map(nameOf).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new UserException("Expected " + option + " out of " + known + ", found '" + name + "'");
            }
        }
        return all.stream()
                .filter(each -> names.isEmpty() || names.contains(nameOf.apply(each)))
                .toList();
    }
}
