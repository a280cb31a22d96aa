package io.doppelstream.model.image;

import io.doppelstream.model.data.UnusableDataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * A CSV file of pixels, plain or gzip: a line an image, a column a value, row after row, and perhaps a column of labels. With a header
 * the labels are in the column {@code label}, {@code class} or {@code target}. Without one they are in the first or in the last column:
 * in the one of texts, or that changes, since the corner of an image mostly does not; where both change the file is refused.
 */
final class PixelCsv {

    private static final Set<String> LABELS = Set.of("label", "class", "target");
    private static final int NO_LABELS = -1;

    private final String source;
    private final ImageOptions options;
    private final List<String[]> lines = new ArrayList<>();
    private String[] header;

    private PixelCsv(String source, ImageOptions options) {
        this.source = source;
        this.options = options;
    }

    static ImageData read(Path file, ImageOptions options) throws UnusableDataException {
        try (InputStream raw = Files.newInputStream(file)) {
            return read(file.toString(), file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw, options);
        } catch (IOException e) {
            throw new UnusableDataException("Expected a CSV file of pixels at " + file + ", found: " + e, e);
        }
    }

    static ImageData read(String source, InputStream in, ImageOptions options)
            throws IOException, UnusableDataException {
        PixelCsv csv = new PixelCsv(source, options);
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        Pattern delimiter = null;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (delimiter == null) {
                delimiter = delimiter(line);
            }
            if (!line.isBlank()) {
                csv.add(delimiter.split(line, -1));
            }
        }
        if (csv.lines.isEmpty()) {
            throw new UnusableDataException("Expected lines of pixels in " + source + ", found none");
        }
        return csv.images();
    }

    private static Pattern delimiter(String line) {
        return Pattern.compile(line.contains(",") ? "," : line.contains(";") ? ";" : "\t");
    }

    private void add(String[] cells) {
        for (int i = 0; i < cells.length; i++) {
            cells[i] = cells[i].strip().replaceAll("^\"|\"$", "");
        }
        if (header == null && lines.isEmpty() && isHeader(cells)) {
            header = cells;
        } else {
            lines.add(cells);
        }
    }

    private static boolean isHeader(String[] cells) {
        int texts = 0;
        boolean named = false;
        for (String cell : cells) {
            texts += Double.isNaN(number(cell)) ? 1 : 0;
            named |= LABELS.contains(cell.toLowerCase(Locale.ROOT));
        }
        return texts > 1 || named;
    }

    private ImageData images() throws UnusableDataException {
        int columns = (header == null ? lines.get(0) : header).length;
        int label = labelColumn(columns);
        int values = label == NO_LABELS ? columns : columns - 1;
        int[] size = size(values);
        double maximum = options.maximum() == null ? Brightness.maximum(largest(label)) : options.maximum();
        ImageCollector collector = new ImageCollector(source + " (values 0 to " + text(maximum) + ")", options);
        for (int i = 0; i < lines.size(); i++) {
            String place = "line " + (i + (header == null ? 1 : 2));
            String[] cells = lines.get(i);
            try {
                if (cells.length != columns) {
                    throw new BadImageException("Expected " + columns + " columns, found " + cells.length);
                }
                Pixels image = new Pixels(size[0], size[1], size[2], pixels(cells, label, maximum));
                collector.add(place, image, label == NO_LABELS ? null : name(cells[label]));
            } catch (BadImageException e) {
                collector.bad(place, e.getMessage());
            }
        }
        return collector.finish();
    }

    private static String text(double maximum) {
        return maximum == Math.rint(maximum) ? Long.toString((long) maximum) : Double.toString(maximum);
    }

    private static String name(String cell) throws BadImageException {
        if (cell.isEmpty()) {
            throw new BadImageException("Expected a label, found none");
        }
        return cell;
    }

    private static byte[] pixels(String[] cells, int label, double maximum) throws BadImageException {
        byte[] pixels = new byte[label == NO_LABELS ? cells.length : cells.length - 1];
        int at = 0;
        for (int i = 0; i < cells.length; i++) {
            if (i != label) {
                double value = number(cells[i]);
                if (Double.isNaN(value)) {
                    throw new BadImageException(
                            "Expected a number in column " + (i + 1) + ", found '" + cells[i] + "'");
                }
                pixels[at++] = Brightness.of(value, maximum);
            }
        }
        return pixels;
    }

    private int labelColumn(int columns) throws UnusableDataException {
        if (header != null) {
            for (int i = 0; i < columns; i++) {
                if (LABELS.contains(header[i].toLowerCase(Locale.ROOT))) {
                    return i;
                }
            }
            return NO_LABELS;
        }
        if (fits(columns)) {
            return NO_LABELS;
        }
        size(columns - 1);
        boolean first = changes(0) || isText(0);
        boolean last = (changes(columns - 1) && !isText(0)) || isText(columns - 1);
        if (first == last && lines.size() > 1) {
            throw new UnusableDataException("Expected labels in the first or in the last column of " + source
                    + ", where only one of the two changes, found " + (first ? "that both change" : "that neither does")
                    + ": give the file a header with a column 'label'");
        }
        return first ? 0 : columns - 1;
    }

    private boolean changes(int column) {
        return lines.stream().anyMatch(cells -> cells.length > column && !cells[column].equals(lines.get(0)[column]));
    }

    private boolean isText(int column) {
        return lines.get(0).length > column && Double.isNaN(number(lines.get(0)[column]));
    }

    private boolean fits(int values) {
        return sizeOf(values).isPresent();
    }

    private int[] size(int values) throws UnusableDataException {
        return sizeOf(values)
                .orElseThrow(() -> new UnusableDataException(
                        "Expected columns of pixels of square images in " + source + ", found " + values
                                + ": give their size with --image HEIGHTxWIDTH or HEIGHTxWIDTHxCHANNELS"));
    }

    /** Height, width and channels of the images in the file: those asked for where they fit, else square and grey. */
    private Optional<int[]> sizeOf(int values) {
        int asked = options.sized() ? options.height() * options.width() : 0;
        for (int channels : options.channels() == null ? new int[] {1, 3} : new int[] {options.channels()}) {
            if (asked > 0 && values == asked * channels) {
                return Optional.of(new int[] {options.height(), options.width(), channels});
            }
        }
        int side = (int) Math.round(Math.sqrt(values));
        return values > 0 && side * side == values ? Optional.of(new int[] {side, side, 1}) : Optional.empty();
    }

    private double largest(int label) {
        double largest = 0;
        for (String[] cells : lines) {
            for (int i = 0; i < cells.length; i++) {
                double value = i == label ? Double.NaN : number(cells[i]);
                largest = Double.isNaN(value) ? largest : Math.max(largest, value);
            }
        }
        return largest;
    }

    private static double number(String cell) {
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
