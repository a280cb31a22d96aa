package io.doppelstream.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;

/**
 * Schemas without the properties that Avro's Java code generator adds ({@code avro.java.string}): they mean nothing on
 * the wire, and with them a schema would differ from the {@code .avsc} file that other languages and operators register.
 * Confluent's serializer does the same under {@code avro.remove.java.properties}.
 */
final class JavaProperties {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String STRING_TYPE = "avro.java.string";

    private JavaProperties() {}

    /** The schema as JSON, without those properties. */
    static String strip(Schema schema) {
        String json = schema.toString();
        if (!json.contains(STRING_TYPE)) {
            return json;
        }
        try {
            JsonNode root = MAPPER.readTree(json);
            removeFrom(root);
            return new Schema.Parser().parse(root.toString()).toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro wrote a schema that is not JSON: " + json, e);
        }
    }

    private static void removeFrom(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(STRING_TYPE);
        }
        node.forEach(JavaProperties::removeFrom);
    }
}
