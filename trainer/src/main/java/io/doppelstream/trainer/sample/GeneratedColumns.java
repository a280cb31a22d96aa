package io.doppelstream.trainer.sample;

import io.doppelstream.model.condition.ChunkConditions;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Tensor;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/** Columns that chunks are gathered in, one array a learned column, in final units. */
final class GeneratedColumns {

    private final TableSchema schema;
    private final int rows;
    private final List<ColumnData> columns = new ArrayList<>();

    GeneratedColumns(TableSchema schema, List<Manifest.Output> outputs, int rows) {
        this.schema = schema;
        this.rows = rows;
        for (int column = 0; column < schema.size(); column++) {
            columns.add(new ColumnData.Unlearned(rows));
        }
        for (Manifest.Output output : outputs) {
            columns.set(output.column(), empty(output, schema.column(output.column()), rows));
        }
    }

    private static ColumnData empty(Manifest.Output output, Column column, int rows) {
        return switch (output.type()) {
            case "int32" -> new ColumnData.Codes(new int[rows]);
            case "int64" -> new ColumnData.Longs(new long[rows]);
            case "float64" -> new ColumnData.Doubles(new double[rows]);
            case "uint8" -> emptyImages(output, column, rows);
            default ->
                throw new IllegalArgumentException("expected an output of type int32, int64, float64 or uint8, found "
                        + output.type() + " for " + output.name());
        };
    }

    private static ColumnData emptyImages(Manifest.Output output, Column column, int rows) {
        if (column.role() instanceof Role.Image image) {
            return new ColumnData.Images(
                    image.shape(),
                    new byte[Math.multiplyExact(rows, image.shape().size())]);
        }
        throw new IllegalArgumentException(
                "expected a column of images for the output " + output.name() + ", found " + column.name());
    }

    /** Copies one output of a chunk to its place. */
    void read(Manifest.Output output, Tensor tensor, int firstRow, int count) {
        ColumnData column = columns.get(output.column());
        if (column instanceof ColumnData.Codes codes) {
            ((TInt32) tensor).asRawTensor().data().asInts().read(codes.values(), firstRow, count);
        } else if (column instanceof ColumnData.Longs longs) {
            ((TInt64) tensor).asRawTensor().data().asLongs().read(longs.values(), firstRow, count);
        } else if (column instanceof ColumnData.Doubles doubles) {
            ((TFloat64) tensor).asRawTensor().data().asDoubles().read(doubles.values(), firstRow, count);
        } else if (column instanceof ColumnData.Images images) {
            int size = images.shape().size();
            ((TUint8) tensor).asRawTensor().data().read(images.pixels(), firstRow * size, count * size);
        }
    }

    /** Moves values that missed their condition by the rounding of 32-bit scalars to the nearest allowed one. */
    void correct(ChunkConditions conditions, int firstRow) {
        conditions.correct(columns, firstRow);
    }

    Table table() {
        return new Table(schema, columns);
    }

    @Override
    public String toString() {
        return rows + " generated rows of " + schema.names();
    }
}
