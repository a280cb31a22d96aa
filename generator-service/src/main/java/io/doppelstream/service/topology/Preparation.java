package io.doppelstream.service.topology;

import io.doppelstream.service.config.TopicSettings;
import io.doppelstream.service.generate.WarmUp;
import io.doppelstream.service.models.LoadedModel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the first request of a model would otherwise wait for: schemas' ids, its topic, and code that is not compiled yet. Nothing depends on it: what fails here is tried again by the request, which says why it failed.
 */
public final class Preparation implements Consumer<LoadedModel> {
    private static final Logger log = LoggerFactory.getLogger(Preparation.class);

    private final TopicSettings topics;
    private final Contracts contracts;
    private final OutputTopics outputs;
    private final Set<String> warm = ConcurrentHashMap.newKeySet();

    public Preparation(TopicSettings topics, Contracts contracts, OutputTopics outputs) {
        this.topics = topics;
        this.contracts = contracts;
        this.outputs = outputs;
    }

    @Override
    public void accept(LoadedModel model) {
        String topic = topics.catalogue().synthetic(model.manifest().name()).name();
        attempt(
                model,
                "ask for the contracts' schemas",
                () -> contracts.prepare(topics, WarmUp.request(model), WarmUp.task(model, 0)));
        attempt(model, "prepare the topic " + topic, () -> {
            outputs.ensureExists(topic);
            outputs.schemaId(topic, model.encoder().schema());
        });
        attempt(model, "generate chunks to warm up", () -> {
            if (warm.add(model.manifest().name())) {
                WarmUp.run(model);
            } else {
                WarmUp.runBriefly(model);
            }
        });
    }

    private static void attempt(LoadedModel model, String goal, Runnable action) {
        long begin = System.nanoTime();
        try {
            action.run();
            log.debug("Model {}: {} took {} ms", model.label(), goal, (System.nanoTime() - begin) / 1_000_000);
        } catch (RuntimeException e) {
            log.warn("Model {}: could not {} before the first request: {}", model.label(), goal, e.toString());
        }
    }
}
