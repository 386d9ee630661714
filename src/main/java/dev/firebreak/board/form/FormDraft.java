package dev.firebreak.board.form;

import dev.firebreak.board.form.FormView.FieldView;
import dev.firebreak.board.form.FormView.Hidden;
import dev.firebreak.board.form.FormView.Option;
import dev.firebreak.board.form.FormView.Preview;
import dev.firebreak.engine.TaskForms.Choice;
import dev.firebreak.engine.TaskForms.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Builds a {@link FormView}; what was typed and refused comes back into its fields. */
public final class FormDraft {

    private final String id;
    private final String url;
    private final Flash flash;
    private final List<Hidden> hidden = new ArrayList<>();
    private final List<FieldView> fields = new ArrayList<>();
    private String about = "";
    private Function<Map<String, String>, List<Preview>> preview;

    /** @param flash what the page says, or null */
    public FormDraft(String id, String url, Flash flash) {
        this.id = id;
        this.url = url;
        this.flash = flash != null && id.equals(flash.form()) ? flash : null;
    }

    /** Adds a value that the person does not type. */
    public FormDraft hidden(String key, String value) {
        hidden.add(new Hidden(key, value == null ? "" : value));
        return this;
    }

    /** Adds one line of text. */
    public FormDraft line(String key, String label, boolean required, int maxLength) {
        return field(new Field(key, label, "textfield", required, false, maxLength, List.of()), "");
    }

    /** Adds a longer text. */
    public FormDraft text(String key, String label, boolean required, int maxLength) {
        return field(new Field(key, label, "textarea", required, false, maxLength, List.of()), "");
    }

    /** Says what the person has to know, as safe HTML. */
    public FormDraft about(String html) {
        about = html;
        return this;
    }

    /** @param ofTyped writes the messages that what was typed becomes, so that the person sees them first */
    public FormDraft preview(Function<Map<String, String>, List<Preview>> ofTyped) {
        preview = ofTyped;
        return this;
    }

    /** @param preset the value that is chosen at first; empty for none */
    public FormDraft list(String key, String label, boolean required, List<Choice> choices, String preset) {
        return field(new Field(key, label, "select", required, false, 0, choices), preset);
    }

    /** Adds a field of a Camunda Form. */
    public FormDraft field(Field field, String preset) {
        var typed = flash == null ? null : flash.typed().get(field.key());
        var value = typed == null ? preset : typed;
        var isList = List.of("select", "radio").contains(field.type())
                && !field.choices().isEmpty();
        var isTick = field.type().equals("checkbox");
        var isText = field.type().equals("textarea");
        fields.add(new FieldView(
                id + "-" + field.key(),
                field.key(),
                field.label(),
                !isList && !isTick && !isText,
                isText,
                isList,
                field.choices().stream().noneMatch(choice -> choice.value().isEmpty()),
                isTick,
                field.required(),
                field.conditional() ? "if needed" : field.required() ? "" : "optional",
                field.maxLength(),
                value,
                isTick && value.equals("true"),
                field.choices().stream()
                        .map(choice -> new Option(
                                choice.value(), choice.label(), choice.value().equals(value)))
                        .toList(),
                Optional.ofNullable(flash)
                        .filter(it -> it.isBad() && field.key().equals(it.field()))
                        .map(Flash::text)
                        .orElse(null)));
        return this;
    }

    /** @param whyNot why the person can't send it; empty if they can */
    public FormView view(String title, String button, String effect, Optional<String> whyNot) {
        return new FormView(
                id,
                title,
                url,
                button,
                about,
                effect,
                whyNot.orElse(null),
                flash == null || !flash.isBad() || hasProblemAtField() ? null : flash.text(),
                preview != null,
                preview == null || flash == null || flash.isBad() ? List.of() : preview.apply(flash.typed()),
                flash != null,
                hidden,
                fields);
    }

    private boolean hasProblemAtField() {
        return fields.stream().anyMatch(field -> field.problem() != null);
    }
}
