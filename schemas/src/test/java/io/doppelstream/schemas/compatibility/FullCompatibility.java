package io.doppelstream.schemas.compatibility;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/** Confluent's FULL compatibility: each of two schemas reads what the other wrote. */
final class FullCompatibility {
    private FullCompatibility() {}

    /** What breaks, in sentences; empty when the schemas are compatible. */
    static List<String> conflicts(Schema earlier, Schema current) {
        List<String> conflicts = new ArrayList<>();
        check("the current schema reads earlier records", current, earlier, conflicts);
        check("the earlier schema reads current records", earlier, current, conflicts);
        return conflicts;
    }

    private static void check(String expected, Schema reader, Schema writer, List<String> conflicts) {
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .forEach(conflict -> conflicts.add("Expected that " + expected + ", found " + conflict.getType()
                        + " at " + conflict.getLocation() + ": " + conflict.getMessage()));
    }
}
