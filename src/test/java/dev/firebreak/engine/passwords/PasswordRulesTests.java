package dev.firebreak.engine.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "abc",
                "short-pw-11",
                "123456789012",
                "aaaaaaaaaaaa",
                "ababababababab",
                "Password1234",
                "P4ssw0rd!2026",
                "passwordpassword",
                "Summer2026!!!!",
                "qwertyuiop1234",
                "Firebreak2026!",
                "correct horse battery staple",
                "Jane.Doe.2026!",
                "jane.doe@ops.example",
                "J4n3-D0e-123456"
            })
    void whatAGuesserTriesFirstIsRefused(String password) {
        assertThat(PasswordRules.admit(password, jane())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quiet-river-stone",
                "jane drinks oolong",
                "493027561883",
                "Zürich, im Nebel",
                "私の犬はとても大きな犬でした",
                "kQ7-vXm2#pLz"
            })
    void phrasesAndRandomTextAreAdmitted(String password) {
        assertThat(PasswordRules.admit(password, jane())).isTrue();
    }

    private static UserEntity jane() {
        var jane = new UserEntity("jane.doe");
        jane.setFirstName("Jane");
        jane.setLastName("Doe");
        jane.setEmail("jane.doe@ops.example");
        return jane;
    }
}
