package io.doppelstream.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.schema.ImageShape;
import io.doppelstream.schemas.ImageRecord;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSourceTest {

    @TempDir
    private Path folder;

    private static BufferedImage image(int height, int width, int type, int value) {
        BufferedImage image = new BufferedImage(width, height, type);
        WritableRaster raster = image.getRaster();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int band = 0; band < raster.getNumBands(); band++) {
                    raster.setSample(x, y, band, value + band);
                }
            }
        }
        return image;
    }

    private Path write(String name, BufferedImage image) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        assertThat(ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile()))
                .isTrue();
        return file;
    }

    private ImageData read(String size) throws UnusableDataException {
        return ImageSource.read(folder, ImageOptions.parse(size, null));
    }

    @Test
    void shouldTakeSubFoldersAsClasses() throws Exception {
        for (int i = 0; i < 3; i++) {
            write("10/" + i + ".png", image(8, 9, BufferedImage.TYPE_BYTE_GRAY, 100 + i));
            write("9/deep/" + i + ".png", image(8, 9, BufferedImage.TYPE_BYTE_GRAY, 90 + i));
        }
        Files.writeString(folder.resolve("9/.hidden"), "passed over");
        ImageSet images = read(null).images();
        assertThat(images.shape()).isEqualTo(new ImageShape(8, 9, 1));
        assertThat(images.classes()).containsExactly("9", "10");
        assertThat(images.labels()).containsExactly(1, 1, 1, 0, 0, 0);
        assertThat(images.image(1)).containsOnly(101);
        assertThat(images.image(5)).containsOnly(92);
    }

    @Test
    void shouldTakeOneFolderAsOneClassAndAFlatOneAsNone() throws Exception {
        write("cats/a.png", image(8, 8, BufferedImage.TYPE_3BYTE_BGR, 10));
        assertThat(read(null).images().classes()).containsExactly("cats");
        assertThat(read(null).images().image(0)).startsWith(10, 11, 12, 10);
        ImageData flat = ImageSource.read(folder.resolve("cats"), ImageOptions.NONE);
        assertThat(flat.images().labelled()).isFalse();
        assertThat(flat.summary()).contains("1 images of 8x8x3", "without classes");
    }

    @Test
    void shouldMakeGreyColourWhereOneImageIsColourAndColourGreyWhenAsked() throws Exception {
        write("a.png", image(8, 8, BufferedImage.TYPE_BYTE_GRAY, 50));
        write("b.png", image(8, 8, BufferedImage.TYPE_INT_RGB, 60));
        ImageSet colour = read(null).images();
        assertThat(colour.shape().channels()).isEqualTo(3);
        assertThat(colour.image(0)).containsOnly(50);
        assertThat(read("8x8x1").images().image(1)).containsOnly(61);
    }

    @Test
    void shouldReadWhatPngAllows() throws Exception {
        BufferedImage transparent = image(8, 8, BufferedImage.TYPE_INT_ARGB, 100);
        transparent.getRaster().setSample(0, 0, 3, 0);
        transparent.getRaster().setSample(1, 0, 3, 255);
        write("alpha.png", transparent);
        ImageSet alpha = read(null).images();
        assertThat(alpha.image(0)[0]).as("transparent: white").isEqualTo((byte) 255);
        assertThat(alpha.image(0)[3]).as("opaque: itself").isEqualTo((byte) 100);
        Files.delete(folder.resolve("alpha.png"));

        write("deep.png", image(8, 8, BufferedImage.TYPE_USHORT_GRAY, 257 * 40));
        assertThat(read(null).images().image(0)).containsOnly(40);
        Files.delete(folder.resolve("deep.png"));

        BufferedImage bits = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_BINARY);
        bits.setRGB(0, 0, 0xFFFFFFFF);
        write("bits.png", bits);
        assertThat(read(null).images().shape().channels()).isEqualTo(1);
        assertThat(read(null).images().image(0)).startsWith(255, 0, 0);
    }

    @Test
    void shouldReadJpeg() throws Exception {
        write("grey.jpg", image(16, 16, BufferedImage.TYPE_BYTE_GRAY, 77));
        assertThat(read(null).images().shape()).isEqualTo(new ImageShape(16, 16, 1));
        assertThat(Byte.toUnsignedInt(read(null).images().image(0)[0])).isBetween(75, 79);
    }

    @Test
    void shouldNameWhatIsNoImageAndGoOn() throws Exception {
        write("cats/a.png", image(8, 8, BufferedImage.TYPE_BYTE_GRAY, 1));
        write("cats/b.png", image(9, 8, BufferedImage.TYPE_BYTE_GRAY, 1));
        write("cats/c.gif", image(8, 8, BufferedImage.TYPE_BYTE_GRAY, 1));
        Files.writeString(folder.resolve("cats/d.png"), "no image");
        byte[] whole = Files.readAllBytes(folder.resolve("cats/a.png"));
        Files.write(folder.resolve("cats/e.png"), java.util.Arrays.copyOf(whole, whole.length / 2));
        writeCmyk(folder.resolve("cats/f.jpg"));
        Files.writeString(folder.resolve("README.txt"), "beside the classes");
        Files.createDirectories(folder.resolve("dogs"));
        ImageData data = read(null);
        assertThat(data.images().size()).isEqualTo(1);
        assertThat(data.images().classes()).containsExactly("cats");
        assertThat(data.summary()).contains("7 left out");
        assertThat(data.skipped())
                .anySatisfy(line -> assertThat(line).contains("b.png: Expected 8x8", "found 9x8", "--image"))
                .anySatisfy(line -> assertThat(line).contains("c.gif", "found gif"))
                .anySatisfy(line -> assertThat(line).contains("d.png: Expected a PNG or JPEG file"))
                .anySatisfy(line -> assertThat(line).contains("e.png", "that can be read"))
                .anySatisfy(line -> assertThat(line).contains("f.jpg", "CMYK"))
                .anySatisfy(line -> assertThat(line).contains("README.txt", "in the folder of its class"))
                .anySatisfy(line -> assertThat(line).contains("dogs", "an empty folder"));
    }

    private static void writeCmyk(Path file) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 8, 8, 4, null);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(raster, null, null), null);
        } finally {
            writer.dispose();
        }
    }

    @Test
    void shouldRefuseAFolderOfMostlyBadFiles() throws Exception {
        assertThatThrownBy(() -> read(null)).hasMessageContaining("found none that can be used");
        write("a.png", image(8, 8, BufferedImage.TYPE_BYTE_GRAY, 1));
        for (int i = 0; i < 11; i++) {
            Files.writeString(folder.resolve("bad" + i + ".png"), "x");
        }
        assertThatThrownBy(() -> read(null))
                .isInstanceOf(UnusableDataException.class)
                .hasMessageContaining("Expected at most 10 bad images")
                .hasMessageContaining("found 11 of 12")
                .hasMessageContaining("bad0.png: Expected a PNG or JPEG file");
        Files.delete(folder.resolve("bad0.png"));
        assertThat(read(null).skipped()).hasSize(10);
    }

    @Test
    void shouldResizeWhenAsked() throws Exception {
        BufferedImage halves = image(8, 8, BufferedImage.TYPE_BYTE_GRAY, 0);
        for (int y = 0; y < 8; y++) {
            for (int x = 4; x < 8; x++) {
                halves.getRaster().setSample(x, y, 0, 200);
            }
        }
        write("a.png", halves);
        write("b.png", image(16, 12, BufferedImage.TYPE_BYTE_GRAY, 30));
        ImageSet small = read("4x4").images();
        assertThat(small.size()).isEqualTo(2);
        assertThat(small.image(0)).startsWith(0, 0, 200, 200);
        assertThat(small.image(1)).containsOnly(30);
        assertThat(read("4x3").images().image(0)).startsWith(0, 100, 200);
        ImageSet large = read("8x16").images();
        assertThat(large.image(0)).startsWith(0, 0, 0, 0, 0, 0, 0, 50, 150, 200);
    }

    @Test
    void shouldReadIdxFilesWithTheirLabels() throws Exception {
        byte[] images = ByteBuffer.allocate(16 + 12)
                .putInt(0x803)
                .putInt(2)
                .putInt(2)
                .putInt(3)
                .put(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, (byte) 255})
                .array();
        byte[] labels = ByteBuffer.allocate(8 + 2)
                .putInt(0x801)
                .putInt(2)
                .put(new byte[] {7, 2})
                .array();
        Path file = folder.resolve("train-images-idx3-ubyte.gz");
        writeGzip(file, images);
        assertThat(ImageSource.read(file, ImageOptions.NONE).summary())
                .contains("there is no train-labels-idx1-ubyte.gz beside it");
        writeGzip(folder.resolve("train-labels-idx1-ubyte.gz"), labels);
        ImageSet set = ImageSource.read(file, ImageOptions.NONE).images();
        assertThat(set.shape()).isEqualTo(new ImageShape(2, 3, 1));
        assertThat(set.classes()).containsExactly("2", "7");
        assertThat(set.labels()).containsExactly(1, 0);
        assertThat(set.image(1)).containsExactly(7, 8, 9, 10, 11, 255);
        Path plain = folder.resolve("t10k-images-idx3-ubyte");
        Files.write(plain, java.util.Arrays.copyOf(images, 20));
        assertThatThrownBy(() -> ImageSource.read(plain, ImageOptions.NONE)).hasMessageContaining("4 of 12 values");
    }

    private static void writeGzip(Path file, byte[] bytes) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(bytes);
        }
    }

    private ImageData csv(String text, String size, Double maximum) throws Exception {
        Path file = folder.resolve("pixels.csv");
        Files.writeString(file, text);
        return ImageSource.read(file, ImageOptions.parse(size, maximum));
    }

    @Test
    void shouldReadACsvOfPixels() throws Exception {
        ImageSet last = csv("0,16,8,4,cat\n0,0,0,0,dog\n", null, null).images();
        assertThat(last.shape()).isEqualTo(new ImageShape(2, 2, 1));
        assertThat(last.classes()).containsExactly("cat", "dog");
        assertThat(last.image(0)).containsExactly(0, 255, 128, 64);
        ImageSet first = csv("5;1;2;3;0\n6;4;5;250;0\n", null, null).images();
        assertThat(first.classes()).containsExactly("5", "6");
        assertThat(first.image(1)).as("8 bits").containsExactly(4, 5, 250, 0);
        ImageSet named = csv("a,Label,b,c,d,e,f\n1,x,2,3,4,5,6\n", "2x3", 6.0).images();
        assertThat(named.shape()).isEqualTo(new ImageShape(2, 3, 1));
        assertThat(Byte.toUnsignedInt(named.image(0)[5])).isEqualTo(255);
        assertThat(csv("0,0.5,1,0\n", null, null).images().image(0)).containsExactly(0, 128, 255, 0);
        assertThat(csv("1,2,3\n", "1x1x3", null).images().shape()).isEqualTo(new ImageShape(1, 1, 3));
    }

    @Test
    void shouldNameBadLinesOfACsvAndRefuseWhatIsUnclear() throws Exception {
        ImageData data = csv("label,a,b,c,d\nx,1,2,3,4\ny,1,2,3\ny,1,2,q,4\ny,1,2,3,99\n,1,2,3,4\n", null, 16.0);
        assertThat(data.images().size()).isEqualTo(1);
        assertThat(data.skipped())
                .containsExactly(
                        "line 3: Expected 5 columns, found 4",
                        "line 4: Expected a number in column 4, found 'q'",
                        "line 5: Expected values from 0 to 16.0, found 99.0",
                        "line 6: Expected a label, found none");
        assertThatThrownBy(() -> csv("1,2,3,4,5\n2,2,3,4,6\n", null, null)).hasMessageContaining("both change");
        assertThatThrownBy(() -> csv("1,2,3\n", null, null)).hasMessageContaining("found 2: give their size");
    }

    @Test
    void shouldReadImageRecords() throws Exception {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image(2, 2, BufferedImage.TYPE_BYTE_GRAY, 9), "png", png);
        ImageRecords records = new ImageRecords("the topic pets", ImageOptions.NONE);
        records.add("pets-0 offset 1", record(png.toByteArray(), "image/png", "cat"));
        records.add("pets-0 offset 2", record(new byte[] {1, 2, 3, 4}, ImageRecords.RAW, "dog"));
        records.add("pets-0 offset 3", record(new byte[] {1, 2, 3}, ImageRecords.RAW, "dog"));
        records.add("pets-0 offset 4", record(new byte[] {1, 2, 3, 4}, "image/webp", "dog"));
        records.add("pets-0 offset 5", record(new byte[] {1, 2, 3, 4}, ImageRecords.RAW, null));
        ImageData data = records.finish();
        assertThat(data.images().classes()).containsExactly("cat", "dog");
        assertThat(data.images().image(0)).containsOnly(9);
        assertThat(data.images().image(1)).containsExactly(1, 2, 3, 4);
        assertThat(String.join("\n", data.skipped()).toLowerCase(Locale.ROOT))
                .contains("offset 3", "found 3 bytes", "image/webp", "offset 5: expected a label");
        assertThat(ImageRecords.recognises(ImageRecord.getClassSchema())).isTrue();
    }

    private static GenericRecord record(byte[] image, String mediaType, String label) {
        GenericRecord record = new GenericData.Record(ImageRecord.getClassSchema());
        record.put("image", ByteBuffer.wrap(image));
        record.put("mediaType", mediaType);
        record.put("height", 2);
        record.put("width", 2);
        record.put("channels", 1);
        record.put("label", label);
        return record;
    }

    @Test
    void shouldRefuseOptionsThatMakeNoSense() {
        assertThatThrownBy(() -> ImageOptions.parse("28", null)).hasMessageContaining("found '28'");
        assertThatThrownBy(() -> ImageOptions.parse("28x28x2", null)).hasMessageContaining("found 2");
        assertThatThrownBy(() -> ImageOptions.parse("0x28", null)).hasMessageContaining("found 0x28");
        assertThatThrownBy(() -> ImageOptions.parse(null, 0.0)).hasMessageContaining("found 0.0");
    }
}
