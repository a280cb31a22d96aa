package io.doppelstream.model.image;

import io.doppelstream.model.schema.ImageShape;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes small images as PNG, 8 bits a channel, grey or RGB, no filter, one IDAT chunk. Owns a native compressor. Not for several
 * threads.
 *
 * @see <a href="https://www.w3.org/TR/png-3/">Portable Network Graphics, third edition</a>
 */
public final class PngEncoder implements AutoCloseable {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int CHUNK = 12;
    private static final int HEADER = 13;
    private static final int BITS = 8;
    private static final int GREY = 0;
    private static final int RGB = 2;

    private final ImageShape shape;
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    private final CRC32 checksum = new CRC32();
    private final byte[] lines;
    private final byte[] compressed;

    /** For images of one shape. */
    public PngEncoder(ImageShape shape) {
        this.shape = shape;
        lines = new byte[shape.height() * (1 + shape.width() * shape.channels())];
        // What does not compress is stored, in blocks with a few bytes around each.
        compressed = new byte[lines.length + lines.length / 1000 + 64];
    }

    /**
     * One image as a file.
     *
     * @param pixels images in a row, HWC
     * @param index which of them
     */
    public byte[] encode(byte[] pixels, int index) {
        int line = shape.width() * shape.channels();
        for (int y = 0; y < shape.height(); y++) {
            System.arraycopy(pixels, index * shape.size() + y * line, lines, y * (line + 1) + 1, line);
        }
        deflater.reset();
        deflater.setInput(lines);
        deflater.finish();
        int size = deflater.deflate(compressed);
        if (!deflater.finished()) {
            throw new IllegalStateException("expected at most " + compressed.length + " compressed bytes");
        }
        ByteBuffer file = ByteBuffer.allocate(SIGNATURE.length + 3 * CHUNK + HEADER + size);
        file.put(SIGNATURE);
        int header = begin(file, "IHDR", HEADER);
        file.putInt(shape.width())
                .putInt(shape.height())
                .put((byte) BITS)
                .put((byte) (shape.channels() == 1 ? GREY : RGB))
                .put(new byte[3]);
        end(file, header);
        int data = begin(file, "IDAT", size);
        file.put(compressed, 0, size);
        end(file, data);
        end(file, begin(file, "IEND", 0));
        return file.array();
    }

    private static int begin(ByteBuffer file, String type, int size) {
        file.putInt(size);
        int start = file.position();
        file.put(type.getBytes(StandardCharsets.US_ASCII));
        return start;
    }

    private void end(ByteBuffer file, int start) {
        checksum.reset();
        checksum.update(file.slice(start, file.position() - start));
        file.putInt((int) checksum.getValue());
    }

    @Override
    public void close() {
        deflater.end();
    }
}
