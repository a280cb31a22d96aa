package io.doppelstream.model.image;

import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.schemas.ImageRecord;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Collects {@link ImageRecord}s: PNG or JPEG files, or bare pixels. */
public final class ImageRecords {

    /** Media type of a PNG file. */
    public static final String PNG = "image/png";
    /** Media type of bare pixels, one unsigned byte a channel, HWC. */
    public static final String RAW = "application/octet-stream";

    private final ImageCollector collector;

    /** @param source where they come from, for messages */
    public ImageRecords(String source, ImageOptions options) {
        collector = new ImageCollector(source, options);
    }

    /** Whether records of a schema are images. */
    public static boolean recognises(Schema schema) {
        return schema.getType() == Schema.Type.RECORD
                && schema.getFullName().equals(ImageRecord.getClassSchema().getFullName());
    }

    /**
     * Adds a record of the schema of {@link ImageRecord}.
     *
     * @param place where it lies, for messages
     */
    public void add(String place, GenericRecord record) {
        try {
            Object label = record.get("label");
            collector.add(place, decode(record), label == null ? null : label.toString());
        } catch (BadImageException e) {
            collector.bad(place, e.getMessage());
        }
    }

    private static Pixels decode(GenericRecord record) throws BadImageException {
        ByteBuffer image = ((ByteBuffer) record.get("image")).duplicate();
        byte[] bytes = new byte[image.remaining()];
        image.get(bytes);
        String mediaType = record.get("mediaType").toString();
        if (mediaType.equals(PNG) || mediaType.equals("image/jpeg")) {
            return ImageFile.decode(bytes);
        } else if (!mediaType.equals(RAW)) {
            throw new BadImageException(
                    "Expected the media type image/png, image/jpeg or " + RAW + ", found '" + mediaType + "'");
        }
        int height = (int) record.get("height");
        int width = (int) record.get("width");
        int channels = (int) record.get("channels");
        boolean known = height > 0 && width > 0 && (channels == 1 || channels == 3);
        if (!known || bytes.length != (long) height * width * channels) {
            throw new BadImageException("Expected one byte for each value of an image of " + height + "x" + width + "x"
                    + channels + ", found " + bytes.length + " bytes");
        }
        return new Pixels(height, width, channels, bytes);
    }

    /**
     * All of them.
     *
     * @throws UnusableDataException if there is none, or if too many are bad
     */
    public ImageData finish() throws UnusableDataException {
        return collector.finish();
    }
}
