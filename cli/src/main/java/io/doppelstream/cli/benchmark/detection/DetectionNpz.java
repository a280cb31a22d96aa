package io.doppelstream.cli.benchmark.detection;

import io.doppelstream.cli.terminal.UserException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads arrays of numbers out of NumPy's {@code .npz}, a zip of {@code .npy} (versions 1 to 3; little-endian numbers). */
final class DetectionNpz {

    private static final Pattern HEADER = Pattern.compile(
            "'descr': '([<|])([fiub])(\\d)'.*'fortran_order': (True|False).*'shape': \\((\\d+),? ?(\\d*),?\\)");

    private DetectionNpz() {}

    /**
     * Reads an array of one or two dimensions.
     *
     * @return rows, of one number each where there is one dimension
     */
    static double[][] read(Path file, String array) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(array + ".npy");
            if (entry == null) {
                throw new UserException("Expected the array " + array + " in " + file + ", found "
                        + zip.stream().map(ZipEntry::getName).toList());
            }
            ByteBuffer bytes =
                    ByteBuffer.wrap(zip.getInputStream(entry).readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            return array(file, bytes);
        }
    }

    private static double[][] array(Path file, ByteBuffer bytes) {
        int lengthAt = 8;
        boolean longHeader = bytes.get(6) > 1;
        int length = longHeader ? bytes.getInt(lengthAt) : Short.toUnsignedInt(bytes.getShort(lengthAt));
        int from = lengthAt + (longHeader ? 4 : 2);
        byte[] described = new byte[length];
        bytes.get(from, described);
        String text = new String(described, StandardCharsets.ISO_8859_1);
        Matcher header = HEADER.matcher(text);
        if (!header.find()) {
            throw new UserException("Expected an array of little-endian numbers of one or two dimensions in " + file
                    + ", found " + text.strip());
        }
        int rows = Integer.parseInt(header.group(5));
        int columns = header.group(6).isEmpty() ? 1 : Integer.parseInt(header.group(6));
        boolean byColumn = header.group(4).equals("True");
        char kind = header.group(2).charAt(0);
        int size = Integer.parseInt(header.group(3));
        double[][] values = new double[rows][columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int index = byColumn ? column * rows + row : row * columns + column;
                values[row][column] = number(bytes, from + length + index * size, kind, size);
            }
        }
        return values;
    }

    private static double number(ByteBuffer bytes, int at, char kind, int size) {
        if (kind == 'f') {
            return size == 8 ? bytes.getDouble(at) : bytes.getFloat(at);
        }
        return switch (size) {
            case 8 -> bytes.getLong(at);
            case 4 -> bytes.getInt(at);
            case 2 -> kind == 'u' ? Short.toUnsignedInt(bytes.getShort(at)) : bytes.getShort(at);
            default -> kind == 'i' ? bytes.get(at) : Byte.toUnsignedInt(bytes.get(at));
        };
    }
}
