package io.doppelstream.model.image;

import io.doppelstream.model.data.UnusableDataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Images from files: a folder of PNG and JPEG files, idx files, or a CSV file of pixels. */
public final class ImageSource {

    private ImageSource() {}

    /** Whether a path can be nothing but images: a folder or an idx file. A CSV file may be a table as well. */
    public static boolean recognises(Path path) {
        return Files.isDirectory(path) || IdxFiles.recognises(path);
    }

    /**
     * Reads all images.
     *
     * @param path a folder, whose sub-folders are classes; an idx file of images, with its labels beside it; else a CSV file. Files may
     *     be gzip.
     * @throws UnusableDataException if there is no image, or too many are bad; the message names the first ones
     */
    public static ImageData read(Path path, ImageOptions options) throws UnusableDataException {
        if (!Files.exists(path)) {
            throw new UnusableDataException("Expected images at " + path + ", found no such file or folder");
        }
        if (Files.isDirectory(path)) {
            return ImageFolder.read(path, options);
        }
        return IdxFiles.recognises(path) ? IdxFiles.read(path, options) : PixelCsv.read(path, options);
    }

    /**
     * Reads a CSV file of pixels.
     *
     * @param source what it is, for messages
     * @param csv plain, stays the caller's to close
     */
    public static ImageData readCsv(String source, InputStream csv, ImageOptions options)
            throws IOException, UnusableDataException {
        return PixelCsv.read(source, csv, options);
    }
}
