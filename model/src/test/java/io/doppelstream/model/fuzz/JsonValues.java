package io.doppelstream.model.fuzz;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Every value of a JSON document, objects and arrays included, to be replaced one at a time. */
final class JsonValues {
    private static final JsonMapper JSON = new JsonMapper();

    private final JsonNode root;
    private final List<JsonPointer> places = new ArrayList<>();

    private JsonValues(JsonNode root) {
        this.root = root;
        visit(root, JsonPointer.empty());
    }

    static JsonValues of(String json) {
        try {
            return new JsonValues(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void visit(JsonNode node, JsonPointer place) {
        node.fieldNames().forEachRemaining(name -> add(node.get(name), place.appendProperty(name)));
        // Long lists of numbers are all alike.
        for (int i = 0; node.isArray() && i < Math.min(3, node.size()); i++) {
            add(node.get(i), place.appendIndex(i));
        }
    }

    private void add(JsonNode node, JsonPointer place) {
        places.add(place);
        visit(node, place);
    }

    int count() {
        return places.size();
    }

    /** The document with another value at one place. */
    String with(int place, Function<String, String> change) {
        JsonPointer pointer = places.get(place);
        JsonNode copy = root.deepCopy();
        JsonNode parent = copy.at(pointer.head());
        RawValue value = new RawValue(change.apply(copy.at(pointer).toString()));
        if (parent instanceof ObjectNode object) {
            object.putRawValue(pointer.last().getMatchingProperty(), value);
        } else if (parent instanceof ArrayNode array) {
            int index = pointer.last().getMatchingIndex();
            array.remove(index);
            array.insertRawValue(index, value);
        }
        try {
            return JSON.writeValueAsString(copy);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
