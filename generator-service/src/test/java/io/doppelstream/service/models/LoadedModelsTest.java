package io.doppelstream.service.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.schemas.ModelPublished;
import io.doppelstream.service.fixture.FolderModels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedModelsTest {

    @TempDir
    private static Path folder;

    private static FolderModels source;
    private static final List<ModelPublished> VERSIONS = new ArrayList<>();
    private static long size;

    @BeforeAll
    static void publish() throws IOException, ModelPackageException {
        source = new FolderModels(folder);
        for (int version = 0; version < 4; version++) {
            VERSIONS.add(source.publish("m", "v" + version));
        }
        try (LoadedModels models = new LoadedModels(source.loader(), 0, Long.MAX_VALUE);
                LoadedModels.Lease lease = models.acquire(VERSIONS.get(0))) {
            size = lease.model().bytes();
        }
    }

    private static LoadedModels.Lease acquire(LoadedModels models, int version) throws ModelPackageException {
        return models.acquire(VERSIONS.get(version));
    }

    private static void use(LoadedModels models, int... versions) throws ModelPackageException {
        for (int version : versions) {
            acquire(models, version).close();
        }
    }

    private static List<String> loaded(LoadedModels models) {
        return models.all().stream()
                .map(model -> model.manifest().version())
                .sorted()
                .toList();
    }

    @Test
    void shouldCloseTheOneUsedLongestAgoWhenTooManyAreIdle() throws ModelPackageException {
        try (LoadedModels models = new LoadedModels(source.loader(), 2, Long.MAX_VALUE)) {
            use(models, 0, 1, 0, 2);

            assertThat(loaded(models)).containsExactly("v0", "v2");
        }
    }

    @Test
    void shouldCloseTheOneUsedLongestAgoWhenTheMemoryIsExceeded() throws ModelPackageException {
        try (LoadedModels models = new LoadedModels(source.loader(), 10, 2 * size + size / 2)) {
            use(models, 0, 1, 0, 2);

            assertThat(loaded(models)).containsExactly("v0", "v2");
            use(models, 1);
            assertThat(loaded(models)).as("loaded again").containsExactly("v1", "v2");
        }
    }

    @Test
    void shouldClosePinnedModelsOnlyWhenNothingElseIsLeft() throws ModelPackageException {
        try (LoadedModels models = new LoadedModels(source.loader(), 10, 2 * size + size / 2)) {
            models.pin(Set.of(VERSIONS.get(0).getDigest(), VERSIONS.get(1).getDigest()));
            use(models, 0, 2, 1);
            assertThat(loaded(models)).containsExactly("v0", "v1");

            try (LoadedModels.Lease second = acquire(models, 2);
                    LoadedModels.Lease third = acquire(models, 3)) {
                assertThat(loaded(models)).containsExactly("v2", "v3");
                assertThat(second.model().digest()).isNotEqualTo(third.model().digest());
            }
        }
    }

    @Test
    void shouldNeverCloseAModelInUse() throws ModelPackageException {
        try (LoadedModels models = new LoadedModels(source.loader(), 0, 1)) {
            try (LoadedModels.Lease first = acquire(models, 0)) {
                use(models, 1, 2);
                assertThat(loaded(models)).containsExactly("v0");
                assertThat(first.model().label()).isEqualTo("m/v0");
            }
            assertThat(loaded(models)).isEmpty();
        }
    }
}
