package io.doppelstream.model.codec;

import java.util.List;

/**
 * Rows of a table as codes: of each column the category, 2 bytes, where it has a group, and the scalar, 4 bytes, where it
 * has one. A row of 17 columns takes some 50 bytes, whatever the width D of its encoding; {@link #write} spreads it out.
 */
public final class CodedRows {

    private final EncodedLayout layout;
    private final int rows;
    /** {@code [column][row]}, null where the column has no group. */
    private final short[][] categories;
    /** {@code [column][row]}, null where the column has no scalar. */
    private final float[][] scalars;

    /** Rows whose codes are 0. */
    CodedRows(EncodedLayout layout, int rows) {
        List<EncodedLayout.Slot> slots = layout.slots();
        this.layout = layout;
        this.rows = rows;
        categories = new short[slots.size()][];
        scalars = new float[slots.size()][];
        for (int column = 0; column < slots.size(); column++) {
            EncodedLayout.Slot slot = slots.get(column);
            if (slot.categories() > Short.MAX_VALUE) {
                throw new IllegalArgumentException("Expected at most " + Short.MAX_VALUE + " categories, found "
                        + slot.categories() + " in column " + column);
            }
            categories[column] = slot.hasGroup() ? new short[rows] : null;
            scalars[column] = slot.hasScalar() ? new float[rows] : null;
        }
    }

    void set(int column, int row, int category, double scalar) {
        if (categories[column] != null) {
            categories[column][row] = (short) category;
        }
        if (scalars[column] != null) {
            scalars[column][row] = (float) scalar;
        }
    }

    /** Number of rows. */
    public int rows() {
        return rows;
    }

    /** Category of a row on a column, 0 where the column has no group. */
    public int category(int column, int row) {
        return categories[column] == null ? 0 : categories[column][row];
    }

    /** Scalar of a row on a column, in [-1, 1], 0 where the column has none. */
    public float scalar(int column, int row) {
        return scalars[column] == null ? 0 : scalars[column][row];
    }

    /**
     * Writes a row as the networks see it.
     *
     * @param target {@code float[n * layout.width()]}, 0 where the row is written
     * @param position index of the row in it
     */
    public void write(int row, float[] target, int position) {
        int from = position * layout.width();
        List<EncodedLayout.Slot> slots = layout.slots();
        for (int column = 0; column < categories.length; column++) {
            if (categories[column] != null) {
                target[from + slots.get(column).group() + categories[column][row]] = 1;
            }
            if (scalars[column] != null) {
                target[from + slots.get(column).scalar()] = scalars[column][row];
            }
        }
    }

    /** Replaces the rows from an index on by others of the same layout; whoever shares this object sees them. */
    public void replace(int first, CodedRows block) {
        if (!layout.equals(block.layout) || first < 0 || first + block.rows > rows) {
            throw new IllegalArgumentException(
                    "Expected rows of the same layout within " + rows + ", found " + block.rows + " from row " + first);
        }
        for (int column = 0; column < categories.length; column++) {
            if (categories[column] != null) {
                System.arraycopy(block.categories[column], 0, categories[column], first, block.rows);
            }
            if (scalars[column] != null) {
                System.arraycopy(block.scalars[column], 0, scalars[column], first, block.rows);
            }
        }
    }
}
