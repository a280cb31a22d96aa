package io.doppelstream.service.augment;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Id of a request of an augmentation, which says what it fills: {@code augment/NAME/WINDOW/SEQUENCE/TIME/SEGMENT}. It follows
 * from the committed counts alone.
 *
 * @param augmentation its name
 * @param window start of the window in milliseconds; 0 where the latest events are counted
 * @param sequence place of the request among those of the window and segment
 * @param time event time of its records in milliseconds: that of the latest real record in the window
 * @param segment as in {@link Observation}
 */
record RequestName(String augmentation, long window, long sequence, long time, String segment) {
    /** Longer ones do not fit into a request id of 200 characters. */
    static final int LONGEST_SEGMENT = 80;

    private static final Pattern FORM =
            Pattern.compile("augment/([^/]+)/(\\d{1,19})/(\\d{1,18})/(\\d{1,19})/(.*)", Pattern.DOTALL);

    static Optional<RequestName> parse(String id) {
        Matcher matcher = FORM.matcher(id);
        try {
            return matcher.matches()
                    ? Optional.of(new RequestName(
                            matcher.group(1),
                            Long.parseLong(matcher.group(2)),
                            Long.parseLong(matcher.group(3)),
                            Long.parseLong(matcher.group(4)),
                            matcher.group(5)))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "augment/" + augmentation + "/" + window + "/" + sequence + "/" + time + "/" + segment;
    }
}
