package io.doppelstream.service.models;

import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.schemas.ModelPublished;
import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.service.metrics.ServiceMetrics;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models that requests can name. A new version is loaded before it becomes the latest, so that requests go on with the
 * old one meanwhile; a package that cannot be used is refused and never becomes the latest.
 */
public final class ModelCatalog {
    private static final Logger log = LoggerFactory.getLogger(ModelCatalog.class);

    private final Versions versions = new Versions();
    private final LoadedModels models;
    private final ServiceMetrics metrics;
    private final CatchUp catchUp;
    private final Consumer<LoadedModel> preparation;

    /** Makes sure that everything published by now is in the catalog. */
    @FunctionalInterface
    public interface CatchUp {
        /** Waits for it. Throws {@link ModelUnavailableException} when that takes too long. */
        void await();
    }

    /**
     * An empty catalog.
     *
     * @param preparation done with a version after it is loaded and before it becomes the latest
     */
    public ModelCatalog(
            LoadedModels models, ServiceMetrics metrics, CatchUp catchUp, Consumer<LoadedModel> preparation) {
        this.models = models;
        this.metrics = metrics;
        this.catchUp = catchUp;
        this.preparation = preparation;
    }

    /** Adds versions published before the service started, and loads the last one of each model. */
    void addAll(List<ModelPublished> published) {
        published.forEach(versions::add);
        versions.names().forEach(this::loadLatest);
        models.pin(versions.latestDigests());
    }

    private void loadLatest(String name) {
        for (ModelPublished candidate : versions.lastFirst(name)) {
            if (tryLoad(candidate)) {
                return;
            }
        }
    }

    /** Adds a version published now. */
    void add(ModelPublished published) {
        tryLoad(published);
        versions.add(published);
        models.pin(versions.latestDigests());
    }

    private boolean tryLoad(ModelPublished published) {
        try (LoadedModels.Lease lease = models.acquire(published)) {
            log.info("Loaded model {} ({})", lease.model().label(), published.getDigest());
            preparation.accept(lease.model());
            return true;
        } catch (ModelPackageException e) {
            refuse(published, e);
        } catch (ModelUnavailableException e) {
            log.warn("Model {} is not available yet, trying again when it is asked for", label(published), e);
        }
        return false;
    }

    private void refuse(ModelPublished published, ModelPackageException reason) {
        log.error("Refused model {}: {}", label(published), reason.getMessage(), reason);
        metrics.modelRefused();
        versions.refuse(published, reason.getMessage());
        models.pin(versions.latestDigests());
    }

    /**
     * Chooses the model for a request.
     *
     * @param version empty: the latest that can be used
     * @throws ModelUnavailableException when there is one, but it cannot be fetched now
     */
    public ModelChoice choose(String name, Optional<String> version) {
        boolean known = version.isPresent()
                ? versions.find(name, version.get()).isPresent()
                : !versions.lastFirst(name).isEmpty();
        if (!known) {
            catchUp.await();
        }
        if (!versions.knows(name)) {
            return new ModelChoice.Unknown(
                    ReasonCode.UNKNOWN_MODEL,
                    "Expected the name of a published model " + versions.names() + ", found '" + name + "'");
        }
        return version.map(wanted -> chooseVersion(name, wanted)).orElseGet(() -> chooseLatest(name));
    }

    private ModelChoice chooseVersion(String name, String version) {
        Optional<ModelPublished> published = versions.find(name, version);
        if (published.isEmpty()) {
            List<String> found = versions.lastFirst(name).stream()
                    .map(ModelPublished::getVersion)
                    .toList();
            return new ModelChoice.Unknown(
                    ReasonCode.UNKNOWN_MODEL_VERSION,
                    "Expected a published version of model '" + name + "' " + found + ", found '" + version + "'");
        }
        return lease(published.get())
                .<ModelChoice>map(ModelChoice.Chosen::new)
                .orElseGet(() -> refused(published.get()));
    }

    private ModelChoice refused(ModelPublished published) {
        return new ModelChoice.Unknown(
                ReasonCode.UNKNOWN_MODEL_VERSION,
                "Expected a usable version of model '" + published.getName() + "', found '" + published.getVersion()
                        + "', which was refused: "
                        + versions.refusal(published).orElse("unknown reason"));
    }

    private ModelChoice chooseLatest(String name) {
        ModelUnavailableException unavailable = null;
        for (ModelPublished candidate : versions.lastFirst(name)) {
            try {
                Optional<LoadedModels.Lease> lease = lease(candidate);
                if (lease.isPresent()) {
                    return new ModelChoice.Chosen(lease.get());
                }
            } catch (ModelUnavailableException e) {
                unavailable = unavailable == null ? e : unavailable;
            }
        }
        if (unavailable != null) {
            throw unavailable;
        }
        return new ModelChoice.Unknown(
                ReasonCode.UNKNOWN_MODEL,
                "Expected a usable version of model '" + name + "', found that every one of them was refused");
    }

    /**
     * The very version that a chunk was promised, loaded if need be.
     *
     * @throws ModelUnavailableException when it cannot be had now
     * @throws GenerationException when this instance refuses the package
     */
    public LoadedModels.Lease require(String name, String version, String digest) {
        if (versions.find(name, version).isEmpty()) {
            catchUp.await();
        }
        ModelPublished published = versions.find(name, version)
                .filter(found -> found.getDigest().equals(digest))
                .orElseThrow(() -> new ModelUnavailableException("Expected model " + name + "/" + version
                        + " with digest " + digest + " on the models topic, found none"));
        return lease(published)
                .orElseThrow(() -> new GenerationException("Expected model " + name + "/" + version
                        + " to be usable, found that it was refused: "
                        + versions.refusal(published).orElse("unknown reason")));
    }

    private Optional<LoadedModels.Lease> lease(ModelPublished published) {
        if (versions.refusal(published).isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(models.acquire(published));
        } catch (ModelPackageException e) {
            refuse(published, e);
            return Optional.empty();
        }
    }

    private static String label(ModelPublished published) {
        return ModelLoader.label(published);
    }
}
