package dev.firebreak.engine.passwords;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.identity.PasswordPolicy;
import org.camunda.bpm.engine.identity.PasswordPolicyRule;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;

/**
 * What a new password needs, after NIST SP 800-63B 5.1.1.2: length, and no word that a guesser tries first. No rules
 * about kinds of characters. The engine applies it wherever a password is set: Admin, REST, and our own accounts.
 */
public final class PasswordRules implements PasswordPolicy {

    /** The rules as a sentence for people. */
    public static final String REQUIREMENT = "A password needs at least " + Length.MIN
            + " characters, and at least six of them, five different, must be more than the person's name, common"
            + " passwords and runs such as 12345.";

    private static final List<PasswordPolicyRule> RULES = List.of(new Length(), new NotTheName(), new NotCommon());
    private static final List<PasswordPolicyRule> REFUSING = RULES.stream()
            .map(Refusing::new)
            .map(PasswordPolicyRule.class::cast)
            .toList();

    /** The rules as the engine uses them. */
    @Override
    public List<PasswordPolicyRule> getRules() {
        return REFUSING;
    }

    /** Whether the password satisfies all rules for this person. */
    public static boolean admit(String password, User person) {
        return RULES.stream().allMatch(rule -> rule.execute(password, person));
    }

    /**
     * Refuses a password that is being saved as the caller's error, 400 with the rules: the engine would answer 500, log
     * a stack trace and say only that the password does not match the policy.
     */
    private record Refusing(PasswordPolicyRule rule) implements PasswordPolicyRule {

        @Override
        public String getPlaceholder() {
            return rule.getPlaceholder();
        }

        @Override
        public Map<String, String> getParameters() {
            return rule.getParameters();
        }

        @Override
        public boolean execute(String password) {
            return rule.execute(password);
        }

        @Override
        public boolean execute(String password, User person) {
            var isAdmitted = rule.execute(password, person);
            if (!isAdmitted && person instanceof UserEntity saved && saved.hasNewPassword()) {
                throw new BadUserRequestException(REQUIREMENT);
            }
            return isAdmitted;
        }
    }

    /** Admin knows this rule and its words in every language. */
    private record Length() implements PasswordPolicyRule {

        private static final int MIN = 12;

        @Override
        public String getPlaceholder() {
            return "PASSWORD_POLICY_LENGTH";
        }

        @Override
        public Map<String, String> getParameters() {
            return Map.of("minLength", String.valueOf(MIN));
        }

        @Override
        public boolean execute(String password) {
            return password.codePointCount(0, password.length()) >= MIN;
        }
    }

    /** Admin shows the placeholders of these two as they are. */
    private record NotTheName() implements PasswordPolicyRule {

        @Override
        public String getPlaceholder() {
            return "more than your name";
        }

        @Override
        public Map<String, String> getParameters() {
            return Map.of();
        }

        @Override
        public boolean execute(String password) {
            return true;
        }

        @Override
        public boolean execute(String password, User person) {
            return person == null || GuessableParts.ofNames(person).leaveEnoughOf(password);
        }
    }

    private record NotCommon() implements PasswordPolicyRule {

        @Override
        public String getPlaceholder() {
            return "more than a common password";
        }

        @Override
        public Map<String, String> getParameters() {
            return Map.of();
        }

        @Override
        public boolean execute(String password) {
            return GuessableParts.common().leaveEnoughOf(password);
        }

        @Override
        public boolean execute(String password, User person) {
            return person == null
                    ? execute(password)
                    : GuessableParts.ofNames(person)
                            .and(GuessableParts.common())
                            .leaveEnoughOf(password);
        }
    }
}
