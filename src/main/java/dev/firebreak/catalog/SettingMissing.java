package dev.firebreak.catalog;

/** The catalogue lacks a setting of a target that a step needs, or it is invalid. The message says what to do. */
public class SettingMissing extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    SettingMissing(Target target, String key) {
        this("The catalogue has no settings." + key + " of target " + target.name()
                + ", so this step can't act on it. Do it by hand, or add the setting.");
    }

    /** @param what which setting is wrong and what to do, as sentences */
    public SettingMissing(String what) {
        super(what);
    }
}
