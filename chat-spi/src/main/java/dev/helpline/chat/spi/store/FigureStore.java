package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.figures.Figure;
import dev.helpline.chat.spi.figures.FigureGroup;
import dev.helpline.chat.spi.figures.FigureQuery;
import dev.helpline.chat.spi.figures.FigureSample;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads figures for reports. A store that is one is also a {@link FactStore}. The samples of a figure are those of {@link Figure#samples} over all
 * sessions, except erased ones. Thread-safe. All methods throw {@link StoreException} if the store cannot be reached.
 */
@Experimental
public interface FigureStore {
    /**
     * Returns the groups of the samples in the query's window, those without samples left out, in the order of {@link FigureGroup#LARGEST_FIRST}.
     * Of quarters of an hour all, else the first {@link FigureQuery#MAX_GROUPS}.
     */
    List<FigureGroup> figureGroups(FigureQuery query);

    /**
     * Returns the samples in the query's window and group, in the order of {@link FigureSample#ORDER}. Of a {@link Figure.Kind#COUNT}, those
     * with the value 0 are left out.
     *
     * @param query not grouped by time or quarters
     * @param after only samples behind this one; null from the first
     * @param limit the maximal number of samples
     */
    List<FigureSample> figureSamples(FigureQuery query, @Nullable FigureSample after, int limit);
}
