package io.doppelstream.service.score;

import io.doppelstream.service.models.LoadedModel;
import io.doppelstream.service.models.LoadedModels;
import io.doppelstream.service.models.ModelChoice;
import io.doppelstream.service.models.ModelUnavailableException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The version that a scorer's model stands for now, held until the next is chosen. A model that is not there is asked for again only after
 * a while: the catalog reads to the end of its topic each time.
 */
final class ScorerModel implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ScorerModel.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Scorer scorer;
    private Optional<LoadedModels.Lease> lease = Optional.empty();
    private Optional<String> waiting = Optional.empty();
    private long askedAt;

    ScorerModel(Scorer scorer) {
        this.scorer = scorer;
    }

    /** Takes hold of the model; else says what is waited for. */
    Optional<String> choose() {
        if (waiting.isPresent() && System.nanoTime() - askedAt < PAUSE.toNanos()) {
            return waiting;
        }
        Optional<LoadedModels.Lease> before = lease;
        lease = Optional.empty();
        Optional<String> missing = ask();
        before.ifPresent(LoadedModels.Lease::close);
        if (!missing.equals(waiting)) {
            missing.ifPresentOrElse(
                    message -> log.warn(
                            "The scorer {} waits: {}", scorer.settings().name(), message),
                    () -> log.info(
                            "The scorer {} has its model", scorer.settings().name()));
        }
        waiting = missing;
        askedAt = System.nanoTime();
        return waiting;
    }

    private Optional<String> ask() {
        ModelChoice choice;
        try {
            choice = scorer.catalog()
                    .choose(
                            scorer.settings().model(),
                            Optional.ofNullable(scorer.settings().modelVersion()),
                            scorer.settings().name());
        } catch (ModelUnavailableException e) {
            return Optional.of(e.getMessage());
        }
        if (choice instanceof ModelChoice.Unknown unknown) {
            return Optional.of(unknown.message());
        }
        LoadedModels.Lease chosen = ((ModelChoice.Chosen) choice).lease();
        LoadedModel model = chosen.model();
        if (model.detector().isEmpty()) {
            chosen.close();
            return Optional.of("Expected a model that scores, found " + model.label() + " of kind "
                    + model.manifest().kind()
                    + ", whose package has no scoring: train one with --kind alad, or name another");
        }
        lease = Optional.of(chosen);
        return Optional.empty();
    }

    /** The model that was chosen last. */
    LoadedModel model() {
        return lease.orElseThrow(() -> new IllegalStateException("Expected a model that was chosen, found none"))
                .model();
    }

    @Override
    public void close() {
        lease.ifPresent(LoadedModels.Lease::close);
        lease = Optional.empty();
    }
}
