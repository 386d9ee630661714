package dev.firebreak.engine.models;

import dev.firebreak.engine.admission.ModelRefusal;
import java.util.List;

/**
 * What came of reading the models again.
 *
 * @param deployed names of the files that became new versions
 * @param refused files of the folder that were not let in
 */
public record ReloadResult(List<String> deployed, List<Refused> refused) {

    /** One file and every reason against it. */
    public record Refused(String file, List<ModelRefusal> reasons) {}
}
