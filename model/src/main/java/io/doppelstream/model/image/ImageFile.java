package io.doppelstream.model.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * PNG and JPEG files as pixels: samples as they stand in the file, without conversion of colour spaces; 16 bits become 8;
 * what is transparent lies on white.
 */
final class ImageFile {

    /** Most pixels on a side of a file. */
    private static final int LARGEST_SIDE = 8192;

    private static final String FOUR_CHANNELS = "Expected grey or RGB, found four channels (CMYK): convert it to RGB";

    private ImageFile() {}

    static Pixels decode(byte[] file) throws BadImageException {
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new BadImageException("Expected a PNG or JPEG file, found another one");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                String format = reader.getFormatName().toLowerCase(java.util.Locale.ROOT);
                if (!format.equals("png") && !format.equals("jpeg")) {
                    throw new BadImageException("Expected a PNG or JPEG file, found " + format);
                }
                return decode(reader);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // The readers of the JDK throw unchecked exceptions, too, on files that are damaged.
            throw new BadImageException("Expected a PNG or JPEG file that can be read, found: " + e.getMessage(), e);
        }
    }

    private static Pixels decode(ImageReader reader) throws IOException, BadImageException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (width > LARGEST_SIDE || height > LARGEST_SIDE) {
            throw new BadImageException(
                    "Expected at most " + LARGEST_SIDE + " pixels on each side, found " + height + "x" + width);
        }
        BufferedImage image;
        try {
            image = reader.read(0);
        } catch (IOException e) {
            if (reader.canReadRaster() && reader.readRaster(0, null).getNumBands() == 4) {
                throw new BadImageException(FOUR_CHANNELS, e);
            }
            throw e;
        }
        ColorModel colours = image.getColorModel();
        return colours instanceof IndexColorModel palette ? indexed(image, palette) : samples(image);
    }

    private static Pixels indexed(BufferedImage image, IndexColorModel palette) {
        boolean grey = true;
        for (int i = 0; i < palette.getMapSize(); i++) {
            grey &= palette.getRed(i) == palette.getGreen(i) && palette.getGreen(i) == palette.getBlue(i);
        }
        int channels = grey ? 1 : 3;
        byte[] values = new byte[image.getWidth() * image.getHeight() * channels];
        int at = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int colour = image.getRGB(x, y);
                for (int channel = 0; channel < channels; channel++) {
                    values[at++] = (byte) onWhite(colour >>> (16 - 8 * channel) & 0xFF, colour >>> 24);
                }
            }
        }
        return new Pixels(image.getHeight(), image.getWidth(), channels, values);
    }

    private static Pixels samples(BufferedImage image) throws BadImageException {
        ColorModel colours = image.getColorModel();
        int space = colours.getColorSpace().getType();
        int channels = colours.getNumColorComponents();
        boolean known =
                (space == ColorSpace.TYPE_GRAY && channels == 1) || (space == ColorSpace.TYPE_RGB && channels == 3);
        if (!known) {
            throw new BadImageException(
                    channels == 4
                            ? FOUR_CHANNELS
                            : "Expected grey or RGB, found " + channels + " channels of another colour space");
        }
        Raster raster = image.getRaster();
        byte[] values = new byte[image.getWidth() * image.getHeight() * channels];
        int at = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int alpha = colours.hasAlpha() ? eightBits(raster, x, y, channels, colours) : 255;
                for (int channel = 0; channel < channels; channel++) {
                    values[at++] = (byte) onWhite(eightBits(raster, x, y, channel, colours), alpha);
                }
            }
        }
        return new Pixels(image.getHeight(), image.getWidth(), channels, values);
    }

    private static int eightBits(Raster raster, int x, int y, int band, ColorModel colours) {
        int largest = (1 << colours.getComponentSize(band)) - 1;
        return (int) Math.round(raster.getSample(x, y, band) * 255.0 / largest);
    }

    private static int onWhite(int value, int alpha) {
        return alpha == 255 ? value : (int) Math.round((value * alpha + 255.0 * (255 - alpha)) / 255);
    }
}
