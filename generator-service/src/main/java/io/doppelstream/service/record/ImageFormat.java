package io.doppelstream.service.record;

import io.doppelstream.model.image.ImageRecords;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the bytes of an image are. */
public enum ImageFormat {
    /** A PNG file. */
    PNG(ImageRecords.PNG),
    /** The bare pixels, one unsigned byte a channel, HWC. */
    RAW(ImageRecords.RAW);

    /** All names, for messages. */
    public static final List<String> NAMES =
            Arrays.stream(values()).map(Enum::name).toList();

    private final String mediaType;

    ImageFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** By its name as requests have it, {@link #PNG} for null; empty for another name. */
    public static Optional<ImageFormat> of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.name().equals(name) || (name == null && format == PNG))
                .findFirst();
    }

    String mediaType() {
        return mediaType;
    }
}
