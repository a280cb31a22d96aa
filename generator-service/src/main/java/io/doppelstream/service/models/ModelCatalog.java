package io.doppelstream.service.models;

import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.schemas.ModelAlias;
import io.doppelstream.schemas.ModelPublished;
import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.service.metrics.ServiceMetrics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models that requests can name, by version, by alias or as the latest. A version is loaded before it becomes the latest or
 * an alias comes to stand for it, so that requests go on with the old one meanwhile; a package that cannot be used is refused
 * and never becomes the latest.
 */
public final class ModelCatalog {
    private static final Logger log = LoggerFactory.getLogger(ModelCatalog.class);

    private final Versions versions = new Versions();
    private final Aliases aliases = new Aliases();
    private final LoadedModels models;
    private final ServiceMetrics metrics;
    private final CatchUp modelsTopic;
    private final CatchUp aliasesTopic;
    private final Consumer<LoadedModel> preparation;

    /**
     * An empty catalog.
     *
     * @param modelsTopic waits for what is published by now
     * @param aliasesTopic waits for the aliases that are set by now
     * @param preparation done with a version after it is loaded and before new requests get it
     */
    public ModelCatalog(
            LoadedModels models,
            ServiceMetrics metrics,
            CatchUp modelsTopic,
            CatchUp aliasesTopic,
            Consumer<LoadedModel> preparation) {
        this.models = models;
        this.metrics = metrics;
        this.modelsTopic = modelsTopic;
        this.aliasesTopic = aliasesTopic;
        this.preparation = preparation;
    }

    /** Adds versions, published or retired now; of each model the last one that requests can get is loaded before. */
    public void publish(List<TopicFollower.Change<ModelPublished>> changes) {
        Map<String, List<ModelPublished>> byName = new LinkedHashMap<>();
        changes.forEach(change -> change.value()
                .ifPresent(published -> byName.computeIfAbsent(published.getName(), name -> new ArrayList<>())
                        .add(published)));
        byName.forEach(this::addAll);
    }

    private void addAll(String name, List<ModelPublished> published) {
        Optional<LoadedModels.Lease> latest = Optional.empty();
        for (ModelPublished candidate : versions.lastFirst(name, published)) {
            latest = latest.isPresent() ? latest : tryLoad(candidate);
        }
        published.forEach(versions::add);
        pin();
        latest.ifPresent(LoadedModels.Lease::close);
    }

    /** Sets and removes aliases; of several changes of one alias the last one holds. */
    public void alias(List<TopicFollower.Change<ModelAlias>> changes) {
        Map<String, TopicFollower.Change<ModelAlias>> last = new LinkedHashMap<>();
        changes.forEach(change -> last.put(change.key(), change));
        last.values().forEach(this::alias);
    }

    private void alias(TopicFollower.Change<ModelAlias> change) {
        List<LoadedModels.Lease> leases = new ArrayList<>();
        change.value()
                .ifPresent(alias -> Routing.versions(alias).forEach(version -> awaitVersion(alias.getModel(), version)
                        .flatMap(this::tryLoad)
                        .ifPresent(leases::add)));
        aliases.set(change);
        log.info(
                "Alias {}: {}",
                change.key(),
                change.value().map(ModelAlias::toString).orElse("removed"));
        pin();
        leases.forEach(LoadedModels.Lease::close);
    }

    private Optional<ModelPublished> awaitVersion(String name, String version) {
        if (versions.find(name, version).isEmpty()) {
            try {
                modelsTopic.await();
            } catch (ModelUnavailableException e) {
                log.warn("Model {}/{} is not known yet, waiting for it when it is asked for", name, version, e);
            }
        }
        return versions.find(name, version);
    }

    private Optional<LoadedModels.Lease> tryLoad(ModelPublished published) {
        try {
            boolean fresh = !models.contains(published.getDigest());
            Optional<LoadedModels.Lease> lease = lease(published);
            if (fresh && lease.isPresent()) {
                log.info("Loaded model {} ({})", lease.get().model().label(), published.getDigest());
                preparation.accept(lease.get().model());
            }
            return lease;
        } catch (RuntimeException e) {
            // Whatever it is: what else came with this version must not get lost.
            log.warn(
                    "Model {} is not available yet, trying again when it is asked for",
                    ModelLoader.label(published),
                    e);
            return Optional.empty();
        }
    }

    private synchronized void pin() {
        Set<String> digests = new HashSet<>();
        versions.latest().forEach(published -> digests.add(published.getDigest()));
        for (ModelAlias alias : aliases.all()) {
            Routing.versions(alias).forEach(version -> versions.find(alias.getModel(), version)
                    .ifPresent(published -> digests.add(published.getDigest())));
        }
        models.pin(digests);
    }

    /**
     * Chooses the model for a request.
     *
     * @param version a version, or '@' and the name of an alias; empty: the latest that can be used
     * @param requestId decides, where two versions share an alias, which one answers
     * @throws ModelUnavailableException when there is one, but it cannot be fetched now
     */
    public ModelChoice choose(String name, Optional<String> version, String requestId) {
        if (!versions.knows(name)) {
            modelsTopic.await();
        }
        if (!versions.knows(name)) {
            return new ModelChoice.Unknown(
                    ReasonCode.UNKNOWN_MODEL,
                    "Expected the name of a published model " + versions.names() + ", found '" + name + "'");
        }
        if (version.isEmpty()) {
            return chooseLatest(name);
        }
        return Routing.alias(version.get())
                .map(alias -> chooseAlias(name, alias, requestId))
                .orElseGet(() -> chooseVersion(name, version.get()));
    }

    private ModelChoice chooseAlias(String name, String wanted, String requestId) {
        if (aliases.find(name, wanted).isEmpty()) {
            aliasesTopic.await();
        }
        return aliases.find(name, wanted)
                .map(alias -> chooseVersion(name, Routing.version(alias, requestId)))
                .orElseGet(() -> new ModelChoice.Unknown(
                        ReasonCode.UNKNOWN_ALIAS,
                        "Expected an alias of model '" + name + "' "
                                + aliases.of(name).stream()
                                        .map(ModelAlias::getAlias)
                                        .toList()
                                + ", found '" + wanted + "': set it with doppel models promote"));
    }

    private ModelChoice chooseVersion(String name, String version) {
        if (versions.find(name, version).isEmpty()) {
            modelsTopic.await();
        }
        Optional<ModelPublished> published = versions.find(name, version);
        if (published.isEmpty()) {
            return new ModelChoice.Unknown(
                    ReasonCode.UNKNOWN_MODEL_VERSION,
                    "Expected a published version of model '" + name + "' " + usable(name) + ", found '" + version
                            + "'");
        }
        if (published.get().getRetiredAt() != null) {
            return new ModelChoice.Unknown(
                    ReasonCode.MODEL_VERSION_RETIRED,
                    "Expected a version of model '" + name + "' that is in use " + usable(name) + ", found '" + version
                            + "', which was retired at " + published.get().getRetiredAt());
        }
        return lease(published.get())
                .<ModelChoice>map(ModelChoice.Chosen::new)
                .orElseGet(() -> refused(published.get()));
    }

    private List<String> usable(String name) {
        return versions.lastFirst(name).stream().map(ModelPublished::getVersion).toList();
    }

    private ModelChoice refused(ModelPublished published) {
        return new ModelChoice.Unknown(
                ReasonCode.UNKNOWN_MODEL_VERSION,
                "Expected a usable version of model '" + published.getName() + "', found '" + published.getVersion()
                        + "', which was refused: "
                        + versions.refusal(published).orElse("unknown reason"));
    }

    private ModelChoice chooseLatest(String name) {
        if (versions.lastFirst(name).isEmpty()) {
            modelsTopic.await();
        }
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
                "Expected a usable version of model '" + name
                        + "', found that every one of them was refused or retired");
    }

    /**
     * The very version that a chunk was promised, retired meanwhile or not, loaded if need be.
     *
     * @throws ModelUnavailableException when it cannot be had now
     * @throws GenerationException when this instance refuses the package
     */
    public LoadedModels.Lease require(String name, String version, String digest) {
        if (versions.find(name, version).isEmpty()) {
            modelsTopic.await();
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

    /**
     * The version that generates beside the one that answers a request, for comparison alone; empty where no alias of that version
     * has such a rival, or not for this request.
     */
    public Optional<ModelPublished> shadow(String name, String version, String requestId) {
        return aliases.of(name).stream()
                .filter(alias -> alias.getVersion().equals(version))
                .flatMap(alias -> Routing.shadow(alias, requestId).stream())
                .findFirst()
                .flatMap(rival -> versions.find(name, rival));
    }

    private Optional<LoadedModels.Lease> lease(ModelPublished published) {
        if (versions.refusal(published).isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(models.acquire(published));
        } catch (ModelPackageException e) {
            log.error("Refused model {}: {}", ModelLoader.label(published), e.getMessage(), e);
            metrics.modelRefused();
            versions.refuse(published, e.getMessage());
            pin();
            return Optional.empty();
        }
    }
}
