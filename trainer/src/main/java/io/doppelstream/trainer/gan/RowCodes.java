package io.doppelstream.trainer.gan;

import io.doppelstream.model.codec.EncodedLayout;
import io.doppelstream.model.codec.NormalScalar;
import io.doppelstream.model.condition.ConditionLayout.ColumnCodes;
import java.util.List;

/**
 * Where each training row lies on each column that can be conditioned: its category and, in the continuous rest, its
 * place there.
 *
 * @param categories {@code [column][row]}, 0 where a column has no group
 * @param places {@code [column][row]}, probability within the rest, in [0, 1]
 */
record RowCodes(short[][] categories, float[][] places) {

    static RowCodes of(TabularData data) {
        List<ColumnCodes> columns = data.conditions().columns();
        short[][] categories = new short[columns.size()][data.rows()];
        float[][] places = new float[columns.size()][data.rows()];
        int width = data.layout().width();
        for (int index = 0; index < columns.size(); index++) {
            EncodedLayout.Slot slot =
                    data.layout().slots().get(columns.get(index).column());
            for (int row = 0; row < data.rows(); row++) {
                if (slot.hasGroup()) {
                    categories[index][row] = category(data.encoded(), row * width + slot.group(), slot.categories());
                }
                if (slot.hasScalar()) {
                    float scalar = data.encoded()[row * width + slot.scalar()];
                    places[index][row] = (float) NormalScalar.probability(scalar);
                }
            }
        }
        return new RowCodes(categories, places);
    }

    private static short category(float[] encoded, int from, int categories) {
        short category = 0;
        while (category < categories - 1 && encoded[from + category] == 0) {
            category++;
        }
        return category;
    }
}
