package io.doppelstream.model.image;

import io.doppelstream.model.schema.ImageShape;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the user says about images; null: found in the data.
 *
 * @param height rows of pixels; images of another size are resized
 * @param width pixels in a row
 * @param channels 1 (grey) or 3 (colour)
 * @param maximum the number that stands for full brightness in a CSV or idx file
 */
public record ImageOptions(Integer height, Integer width, Integer channels, Double maximum) {

    /** Everything is found in the data. */
    public static final ImageOptions NONE = new ImageOptions(null, null, null, null);

    private static final Pattern SIZE = Pattern.compile("(\\d{1,4})x(\\d{1,4})(?:x(\\d))?");

    /** Checks the ranges. */
    public ImageOptions {
        if ((height == null) != (width == null)) {
            throw new IllegalArgumentException("Expected height and width together, found " + height + "x" + width);
        }
        if (height != null) {
            new ImageShape(height, width, channels == null ? 1 : channels);
        }
        if (maximum != null && !(maximum > 0 && maximum < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Expected a maximum above 0, found " + maximum);
        }
    }

    /**
     * From the command line.
     *
     * @param size {@code 28x28} or {@code 28x28x1}, height first; null: found in the data
     */
    public static ImageOptions parse(String size, Double maximum) {
        if (size == null) {
            return new ImageOptions(null, null, null, maximum);
        }
        Matcher matcher = SIZE.matcher(size);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "Expected an image size like 28x28 or 32x32x3 (height, width, channels), found '" + size + "'");
        }
        return new ImageOptions(
                Integer.valueOf(matcher.group(1)),
                Integer.valueOf(matcher.group(2)),
                matcher.group(3) == null ? null : Integer.valueOf(matcher.group(3)),
                maximum);
    }

    /** Whether a size is asked for. */
    boolean sized() {
        return height != null;
    }
}
