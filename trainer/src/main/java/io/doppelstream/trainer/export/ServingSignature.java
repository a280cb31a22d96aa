package io.doppelstream.trainer.export;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;

/**
 * One function that a SavedModel offers.
 *
 * @param name such as {@code generate}
 * @param inputs placeholders by the name that callers use
 * @param outputs results by the name that callers use, at least one
 */
public record ServingSignature(String name, Map<String, Operand<?>> inputs, Map<String, Operand<?>> outputs) {

    public ServingSignature {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        if (name.isBlank()) {
            throw new IllegalArgumentException("expected a name of the signature, found a blank one");
        }
        if (outputs.isEmpty()) {
            throw new IllegalArgumentException("expected outputs of the signature " + name + ", found none");
        }
        inputs.forEach((input, operand) -> {
            String type = operand.op().type();
            if (!type.equals("Placeholder")) {
                throw new IllegalArgumentException("expected a Placeholder as the input " + input + ", found " + type);
            }
        });
    }
}
