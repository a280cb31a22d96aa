package io.doppelstream.service.topology;

import io.doppelstream.schemas.ChunkTask;
import io.doppelstream.service.generate.ChunkGenerator;
import io.doppelstream.service.record.RecordEncoder;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** What records take on the wire at most, as the producer counts it: alone in a batch, before compression. */
final class RecordSizes {
    /** Of a batch of version 2. */
    private static final int BATCH_HEADER = 61;
    /** Attributes, length, timestamp, offset, lengths of key and value, number of headers. */
    private static final int RECORD_OVERHEAD = 31;
    /** A length as a number of variable length. */
    private static final int LENGTH = 5;

    private RecordSizes() {}

    /** The largest record of a chunk, in bytes. */
    static int largest(ChunkTask task, RecordEncoder.Encoded records) {
        int content = 0;
        String longestLabel = null;
        for (int row = 0; row < records.size(); row++) {
            content = Math.max(content, records.keys()[row].length + records.values()[row].length);
            String label = records.anomalies().label(row);
            if (label != null && (longestLabel == null || label.length() > longestLabel.length())) {
                longestLabel = label;
            }
        }
        Headers headers = Emitter.headers(task).at(ChunkGenerator.firstIndex(task) + records.size(), longestLabel);
        int size = BATCH_HEADER + RECORD_OVERHEAD + content;
        for (Header header : headers) {
            // Names are ASCII.
            size += LENGTH + header.key().length() + LENGTH + header.value().length;
        }
        return size;
    }
}
