package io.doppelstream.trainer;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What decides the weights that a training ends with, as text by name; a checkpoint is of one such training. */
final class TrainingIdentity {

    private TrainingIdentity() {}

    static Map<String, String> of(TrainingConfig config, TrainingSource.Provenance rows) {
        Map<String, String> identity = new LinkedHashMap<>();
        // In the order of comparison: another seed also sets other rows aside, but it is the seed that differs.
        identity.put("GAN kind", config.gan().kind());
        identity.put("seed", Long.toString(config.seed()));
        identity.put("training data (SHA-256)", rows.fingerprint());
        rows.window().ifPresent(window -> identity.put("rows in memory", Integer.toString(window)));
        identity.put("configuration", configuration(config).toString());
        config.evaluation().target().ifPresent(target -> identity.put("target", target));
        identity.put("budget", config.budget().toString());
        identity.put("validation", config.validation().toString());
        return identity;
    }

    /** Settings of the kind by name. */
    static Map<String, Object> configuration(TrainingConfig config) {
        return new JsonMapper().convertValue(config.gan(), new TypeReference<TreeMap<String, Object>>() {});
    }
}
