package io.doppelstream.model.image;

import io.doppelstream.model.data.UnusableDataException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Images in the idx format of MNIST, plain or gzip: unsigned bytes of two dimensions an image, or three with the channels last.
 * The labels are in the file beside it, whose name has {@code labels} and {@code idx1} for {@code images} and {@code idx3}.
 *
 * @see <a href="http://yann.lecun.com/exdb/mnist/">The MNIST database, file formats</a>
 */
final class IdxFiles {

    private static final int UNSIGNED_BYTES = 0x08;

    private record Idx(int[] dimensions, byte[] values) {}

    private IdxFiles() {}

    static boolean recognises(Path file) {
        return file.getFileName().toString().matches(".*idx[34]-ubyte(\\.gz)?");
    }

    static ImageData read(Path file, ImageOptions options) throws UnusableDataException {
        Idx images = read(file);
        int[] size = images.dimensions();
        if (size.length != 3 && size.length != 4) {
            throw new UnusableDataException(
                    "Expected images of 2 or 3 dimensions in " + file + ", found " + (size.length - 1));
        }
        int channels = size.length == 4 ? size[3] : 1;
        if (channels != 1 && channels != 3) {
            throw new UnusableDataException("Expected images of 1 or 3 channels in " + file + ", found " + channels);
        }
        Path labelsFile = labels(file);
        boolean labelled = Files.exists(labelsFile);
        byte[] labels = labelled ? readLabels(labelsFile, size[0]) : new byte[0];
        String source = file + (labelled ? "" : " (no labels: there is no " + labelsFile.getFileName() + " beside it)");
        ImageCollector collector = new ImageCollector(source, options);
        double maximum = options.maximum() == null ? 255 : options.maximum();
        int length = size[1] * size[2] * channels;
        for (int i = 0; i < size[0]; i++) {
            byte[] values = Arrays.copyOfRange(images.values(), i * length, (i + 1) * length);
            try {
                Brightness.scale(values, maximum);
                String label = labelled ? Integer.toString(Byte.toUnsignedInt(labels[i])) : null;
                collector.add("image " + i, new Pixels(size[1], size[2], channels, values), label);
            } catch (BadImageException e) {
                collector.bad("image " + i, e.getMessage());
            }
        }
        return collector.finish();
    }

    private static Path labels(Path file) {
        String name = file.getFileName().toString().replace("images", "labels").replaceFirst("idx[34]", "idx1");
        return file.resolveSibling(name);
    }

    private static byte[] readLabels(Path file, int count) throws UnusableDataException {
        Idx labels = read(file);
        if (labels.dimensions().length != 1 || labels.dimensions()[0] != count) {
            throw new UnusableDataException("Expected " + count + " labels in " + file + ", found the dimensions "
                    + Arrays.toString(labels.dimensions()));
        }
        return labels.values();
    }

    private static Idx read(Path file) throws UnusableDataException {
        try (InputStream raw = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(
                        new BufferedInputStream(file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw))) {
            int magic = in.readInt();
            int rank = magic & 0xFF;
            if (magic >>> 8 != UNSIGNED_BYTES || rank < 1) {
                throw new UnusableDataException("Expected an idx file of unsigned bytes at " + file
                        + ", found one that begins with " + Integer.toHexString(magic));
            }
            int[] dimensions = new int[rank];
            int length = 1;
            for (int i = 0; i < rank; i++) {
                dimensions[i] = in.readInt();
                if (dimensions[i] < 1) {
                    throw new UnusableDataException(
                            "Expected dimensions of at least 1 in " + file + ", found " + dimensions[i]);
                }
                length = Math.multiplyExact(length, dimensions[i]);
            }
            byte[] values = in.readNBytes(length);
            if (values.length < length) {
                throw new EOFException(values.length + " of " + length + " values");
            }
            return new Idx(dimensions, values);
        } catch (IOException | ArithmeticException e) {
            throw new UnusableDataException("Expected a whole idx file at " + file + ", found: " + e, e);
        }
    }
}
