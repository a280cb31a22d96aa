package io.doppelstream.service.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them. */
public final class Durations {
    /** What is expected, for messages. */
    public static final String FORM = "a length of time such as 500ms, 90s, 5m, 2h or 1d";

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private Durations() {}

    /** Empty where the text is none. */
    public static Optional<Duration> parse(String text) {
        Matcher written = WRITTEN.matcher(text.strip());
        return written.matches()
                ? Optional.of(UNITS.get(written.group(2)).multipliedBy(Long.parseLong(written.group(1))))
                : Optional.empty();
    }
}
