package io.doppelstream.trainer.report;

import io.doppelstream.trainer.image.GridFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** What the model generated on its way. */
record ImageGrowthSection(List<GridFolder.Grid> grids) implements Section {

    /** Pictures shown, spread over the training. */
    private static final int MOST = 8;

    @Override
    public String id() {
        return "growth";
    }

    @Override
    public String title() {
        return "How they grew";
    }

    @Override
    public void write(Html html) {
        html.element("p", "The same noise at each evaluation, so that the same images are seen growing.");
        int shown = Math.min(MOST, grids.size());
        for (int index = 0; index < shown; index++) {
            GridFolder.Grid grid = grids.get(shown == 1 ? grids.size() - 1 : index * (grids.size() - 1) / (shown - 1));
            String caption = "Step " + Numbers.count(grid.step());
            html.element("h3", caption);
            try {
                html.picture(Files.readAllBytes(grid.file()), "Generated images at step " + grid.step());
            } catch (IOException e) {
                throw new UncheckedIOException("Expected a picture in " + grid.file() + ", found: " + e, e);
            }
        }
    }
}
