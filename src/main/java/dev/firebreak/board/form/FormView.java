package dev.firebreak.board.form;

import java.util.List;

/**
 * A form on a page.
 *
 * @param id unique on the page; also its anchor
 * @param url where it is sent
 * @param button the words on the button
 * @param about what the person has to know, as safe HTML; empty if that is plain
 * @param effect what will happen, in one sentence; empty if that is plain
 * @param whyNot why there is no form for this person now; null if there is
 * @param problem why what was typed was refused; null if it was not
 * @param hasPreview whether the person can look at the messages before they are sent
 * @param previews the messages as they will go out; none unless the person asked for them
 * @param isOpen whether it shows without a click
 * @param hidden the values that the person does not type
 */
public record FormView(
        String id,
        String title,
        String url,
        String button,
        String about,
        String effect,
        String whyNot,
        String problem,
        boolean hasPreview,
        List<Preview> previews,
        boolean isOpen,
        List<Hidden> hidden,
        List<FieldView> fields) {

    /**
     * A message that will go out.
     *
     * @param subject empty if nothing goes out
     */
    public record Preview(String whom, String subject, String text) {}

    /** A value that the page sends along. */
    public record Hidden(String key, String value) {}

    /** One of the values of a list. */
    public record Option(String value, String label, boolean isSelected) {}

    /**
     * An input.
     *
     * @param id unique on the page
     * @param isBlankShown whether a list has a choice without a label
     * @param isLine whether it takes one line of text; else it is one of the other kinds
     * @param need how far it is needed, behind the label; empty if it is required
     * @param options of a list
     * @param problem why its value was refused; null if it was not
     */
    public record FieldView(
            String id,
            String key,
            String label,
            boolean isLine,
            boolean isText,
            boolean isList,
            boolean isBlankShown,
            boolean isTick,
            boolean isRequired,
            String need,
            int maxLength,
            String value,
            boolean isTicked,
            List<Option> options,
            String problem) {

        boolean hasNeed() {
            return !need.isEmpty();
        }
    }
}
