package io.doppelstream.model.codec;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The codecs of a whole table.
 *
 * @param codecs one a column of the schema, in its order
 * @param layout where their scalars and groups lie in an encoded row
 * @param relations restored in decoded rows, in this order; manifests before version 0.2 have none
 */
public record TableCodec(List<ColumnCodec> codecs, EncodedLayout layout, List<Relation> relations) {

    /** Copies the lists. */
    public TableCodec {
        codecs = List.copyOf(codecs);
        relations = relations == null ? List.of() : List.copyOf(relations);
    }

    /** Lays out these codecs. */
    public static TableCodec of(List<? extends ColumnCodec> codecs, List<Relation> relations) {
        return new TableCodec(List.copyOf(codecs), EncodedLayout.of(codecs), relations);
    }

    /** Codec of a column. */
    public ColumnCodec codec(int column) {
        return codecs.get(column);
    }

    /** Whether the generator network emits a column itself, by a scalar or a group. */
    public boolean emitted(int column) {
        EncodedLayout.Slot slot = layout.slots().get(column);
        return slot.hasScalar() || slot.hasGroup();
    }

    /** Number of columns. */
    public int size() {
        return codecs.size();
    }

    /**
     * Encodes a table.
     *
     * @param seed spreads ties; the same seed gives the same rows
     * @return {@code float[rows * layout.width()]}, row after row
     */
    public float[] encode(Table table, long seed) {
        float[] rows = new float[Math.multiplyExact(table.rows(), layout.width())];
        CodedRows coded = code(table, seed);
        for (int row = 0; row < coded.rows(); row++) {
            coded.write(row, rows, row);
        }
        return rows;
    }

    /**
     * Codes a table's rows; {@link #encode} in compact form.
     *
     * @param seed spreads ties; the same seed gives the same codes
     * @throws IllegalArgumentException if a codec has no code for a value
     */
    public CodedRows code(Table table, long seed) {
        CodedRows rows = new CodedRows(layout, table.rows());
        for (int column = 0; column < codecs.size(); column++) {
            if (emitted(column)) {
                codeColumn(codecs.get(column), table.column(column), column, rows, seed);
            }
        }
        return rows;
    }

    /**
     * Codes rows that the codecs were not fitted to, though of the same table: a value that they have no code for
     * becomes the nearest one that they have.
     */
    public CodedRows codeNearest(Table table, long seed) {
        List<ColumnData> near = new ArrayList<>();
        for (int column = 0; column < codecs.size(); column++) {
            ColumnData data = table.column(column);
            near.add(codecs.get(column) instanceof QuantileCodec quantile ? nearest(quantile, data) : data);
        }
        return code(new Table(table.schema(), near), seed);
    }

    /** Rows to be replaced by coded ones. */
    public CodedRows emptyRows(int rows) {
        return new CodedRows(layout, rows);
    }

    private static ColumnData nearest(QuantileCodec codec, ColumnData data) {
        if (codec.rest() != null) {
            return data;
        }
        if (data instanceof ColumnData.Longs longs) {
            long[] near = longs.values().clone();
            Arrays.setAll(near, row -> data.isNull(row) ? near[row] : Math.round(codec.nearestSpike(data.number(row))));
            return new ColumnData.Longs(near);
        } else if (data instanceof ColumnData.Doubles doubles) {
            double[] near = doubles.values().clone();
            Arrays.setAll(near, row -> data.isNull(row) ? near[row] : codec.nearestSpike(near[row]));
            return new ColumnData.Doubles(near);
        }
        int[] near = ((ColumnData.Codes) data).values().clone();
        Arrays.setAll(near, row -> data.isNull(row) ? near[row] : (int) codec.nearestSpike(near[row]));
        return new ColumnData.Codes(near);
    }

    private static void codeColumn(ColumnCodec codec, ColumnData data, int column, CodedRows rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed + 0x9E3779B97F4A7C15L * column);
        for (int row = 0; row < data.size(); row++) {
            double value = data.number(row);
            int category = codec.category(value, random);
            rows.set(column, row, category, codec.scalar(value, category, random));
        }
    }

    /** Decodes rows as {@link #encode} lays them out; a group's category is its largest entry. */
    public Table decode(TableSchema schema, float[] rows) {
        int count = rows.length / layout.width();
        double[][] values = new double[codecs.size()][count];
        for (int i = 0; i < codecs.size(); i++) {
            for (int row = 0; row < count; row++) {
                values[i][row] = decodeValue(i, rows, row);
            }
        }
        for (Relation relation : relations) {
            for (int row = 0; row < count; row++) {
                relation.restore(values, row, this);
            }
        }
        List<ColumnData> columns = new ArrayList<>();
        for (int i = 0; i < codecs.size(); i++) {
            columns.add(ofNumbers(schema.column(i), values[i]));
        }
        return new Table(schema, columns);
    }

    private double decodeValue(int column, float[] rows, int row) {
        if (codecs.get(column) instanceof DerivedCodec derived) {
            return derived.decode(largest(derived.source(), rows, row), 0);
        }
        EncodedLayout.Slot slot = layout.slots().get(column);
        double scalar = slot.hasScalar() ? rows[row * layout.width() + slot.scalar()] : 0;
        return codecs.get(column).decode(largest(column, rows, row), scalar);
    }

    private int largest(int column, float[] rows, int row) {
        EncodedLayout.Slot slot = layout.slots().get(column);
        int base = row * layout.width() + slot.group();
        int largest = 0;
        for (int i = 1; i < slot.categories(); i++) {
            if (rows[base + i] > rows[base + largest]) {
                largest = i;
            }
        }
        return largest;
    }

    /** Values given as doubles (null as NaN), in the representation that the column's role and type ask for. */
    public static ColumnData ofNumbers(Column column, double[] values) {
        if (!column.learned()) {
            return new ColumnData.Unlearned(values.length);
        }
        if (column.categorical()) {
            int[] codes = new int[values.length];
            for (int i = 0; i < codes.length; i++) {
                codes[i] = Double.isNaN(values[i]) ? ColumnData.NULL_CODE : (int) values[i];
            }
            return new ColumnData.Codes(codes);
        }
        if (column.type() instanceof ValueType.Floating) {
            return new ColumnData.Doubles(values);
        }
        long[] longs = new long[values.length];
        for (int i = 0; i < longs.length; i++) {
            longs[i] = Double.isNaN(values[i]) ? ColumnData.NULL_LONG : Math.round(values[i]);
        }
        return new ColumnData.Longs(longs);
    }
}
