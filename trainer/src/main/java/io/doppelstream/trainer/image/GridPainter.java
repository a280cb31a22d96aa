package io.doppelstream.trainer.image;

import io.doppelstream.model.image.ImageSet;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * Paints images side by side: classes below each other with their names beside them, images without classes as a square. Small
 * images are enlarged by whole factors, pixel for pixel.
 */
public final class GridPainter {

    /** Images side by side. */
    public static final int MOST_IN_LINE = 20;

    private static final int SIDE = 40;
    private static final int GAP = 2;
    private static final int MARGIN = 6;
    private static final int FONT_SIZE = 13;
    private static final int LONGEST_LABEL = 24;
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, FONT_SIZE);

    private record Line(String label, int[] images) {}

    private final ImageSet images;
    private final List<Line> lines;
    private final int scale;
    private final int labelWidth;

    private GridPainter(ImageSet images, List<Line> lines) {
        this.images = images;
        this.lines = lines;
        int side = Math.max(images.shape().height(), images.shape().width());
        scale = Math.max(1, (SIDE + side - 1) / side);
        labelWidth = images.labelled() ? widest(lines) + 2 * MARGIN : MARGIN;
    }

    /**
     * Paints all images of a set.
     *
     * @param images at least one
     */
    public static BufferedImage paint(ImageSet images) {
        return new GridPainter(images, images.labelled() ? byClass(images) : square(images)).paint();
    }

    /** A picture as a PNG file. */
    public static byte[] png(BufferedImage picture) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    private static List<Line> byClass(ImageSet images) {
        List<Line> lines = new ArrayList<>();
        for (int label = 0; label < images.classes().size(); label++) {
            int wanted = label;
            int[] members = IntStream.range(0, images.size())
                    .filter(image -> images.labels()[image] == wanted)
                    .toArray();
            addLines(images.classes().get(label), members, MOST_IN_LINE, lines);
        }
        return lines;
    }

    private static List<Line> square(ImageSet images) {
        List<Line> lines = new ArrayList<>();
        int inLine = Math.min(MOST_IN_LINE, (int) Math.ceil(Math.sqrt(images.size())));
        addLines("", IntStream.range(0, images.size()).toArray(), inLine, lines);
        return lines;
    }

    /** Nothing for a class without images. */
    private static void addLines(String label, int[] members, int inLine, List<Line> lines) {
        String shown = label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL - 1) + "\u2026";
        for (int from = 0; from < members.length; from += inLine) {
            int[] part = IntStream.range(from, Math.min(members.length, from + inLine))
                    .map(i -> members[i])
                    .toArray();
            lines.add(new Line(from == 0 ? shown : "", part));
        }
    }

    private static int widest(List<Line> lines) {
        Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            FontMetrics metrics = graphics.getFontMetrics(FONT);
            return lines.stream()
                    .mapToInt(line -> metrics.stringWidth(line.label()))
                    .max()
                    .orElse(0);
        } finally {
            graphics.dispose();
        }
    }

    private BufferedImage paint() {
        int cellHeight = images.shape().height() * scale + GAP;
        int cellWidth = images.shape().width() * scale + GAP;
        int inLine = lines.stream().mapToInt(line -> line.images().length).max().orElseThrow();
        BufferedImage picture = new BufferedImage(
                labelWidth + inLine * cellWidth + MARGIN,
                2 * MARGIN + lines.size() * cellHeight,
                BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
            graphics.setColor(Color.BLACK);
            graphics.setFont(FONT);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            FontMetrics metrics = graphics.getFontMetrics();
            for (int line = 0; line < lines.size(); line++) {
                int top = MARGIN + line * cellHeight;
                String label = lines.get(line).label();
                if (!label.isEmpty()) {
                    int baseline = top + (cellHeight - GAP - metrics.getHeight()) / 2 + metrics.getAscent();
                    graphics.drawString(label, labelWidth - MARGIN - metrics.stringWidth(label), baseline);
                }
                int[] members = lines.get(line).images();
                for (int i = 0; i < members.length; i++) {
                    paint(members[i], picture, labelWidth + i * cellWidth, top);
                }
            }
        } finally {
            graphics.dispose();
        }
        return picture;
    }

    private void paint(int image, BufferedImage picture, int left, int top) {
        int width = images.shape().width();
        int channels = images.shape().channels();
        for (int y = 0; y < images.shape().height() * scale; y++) {
            for (int x = 0; x < width * scale; x++) {
                int pixel = image * images.shape().size() + (y / scale * width + x / scale) * channels;
                int colour = 0;
                for (int channel = 0; channel < 3; channel++) {
                    int at = channels == 1 ? pixel : pixel + channel;
                    colour = colour << 8 | Byte.toUnsignedInt(images.pixels()[at]);
                }
                picture.setRGB(left + x, top + y, colour);
            }
        }
    }
}
