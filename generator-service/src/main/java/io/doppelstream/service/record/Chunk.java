package io.doppelstream.service.record;

import io.doppelstream.model.data.ColumnData;
import java.util.List;
import java.util.Objects;

/**
 * Generated values of one chunk of a request, in final units.
 *
 * @param columns one a column of the model's schema; {@link ColumnData.Unlearned} where the generator emits none
 * @param requestId request
 * @param requestSeed seed of the request
 * @param firstIndex index, in the request, of the first row
 * @param rows number of rows
 * @param imageFormat how images are written
 * @param anomalies which rows are anomalies
 */
public record Chunk(
        List<ColumnData> columns,
        String requestId,
        long requestSeed,
        long firstIndex,
        int rows,
        ImageFormat imageFormat,
        Anomalies anomalies) {
    /** All rows are normal. */
    public Chunk(
            List<ColumnData> columns,
            String requestId,
            long requestSeed,
            long firstIndex,
            int rows,
            ImageFormat imageFormat) {
        this(columns, requestId, requestSeed, firstIndex, rows, imageFormat, Anomalies.NONE);
    }

    /** Checks the lengths. */
    public Chunk {
        columns = List.copyOf(columns);
        Objects.requireNonNull(requestId, "requestId");
        Objects.requireNonNull(anomalies, "anomalies");
        for (ColumnData column : columns) {
            if (column.size() != rows) {
                throw new IllegalArgumentException(
                        "Expected " + rows + " values in every column of a chunk, found " + column.size());
            }
        }
    }
}
