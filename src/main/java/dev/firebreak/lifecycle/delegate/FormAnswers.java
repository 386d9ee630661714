package dev.firebreak.lifecycle.delegate;

import static dev.firebreak.engine.ProcessVariable.text;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.delegate.RecordAnswerDelegate.Question;
import dev.firebreak.lifecycle.variables.FormKeys;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The forms of runbooks whose answer is one of a few words, each with the delegate that records it. */
@Configuration(proxyBeanMethods = false)
class FormAnswers {

    @Bean
    RecordAnswerDelegate recordRemedyDelegate(OwnIncident own, PersonCommands commands, Timeline timeline) {
        var words = new LinkedHashMap<String, String>();
        words.put("restart", "Remedy chosen: restart its container");
        words.put("again", "Remedy chosen: check again");
        words.put("none", "No remedy chosen, people continue by hand");
        return new RecordAnswerDelegate(
                own, commands, timeline, question(FormKeys.CHOOSE_REMEDY, "remedy", Decision.REMEDY_CHOSEN, words));
    }

    @Bean
    RecordAnswerDelegate recordJudgementDelegate(OwnIncident own, PersonCommands commands, Timeline timeline) {
        var words = new LinkedHashMap<String, String>();
        words.put("isolate", "Indicators judged: isolate the target");
        words.put("again", "Indicators judged: collect evidence again");
        words.put("false-alarm", "Indicators judged: a false alarm");
        words.put("none", "Indicators judged: people continue by hand");
        return new RecordAnswerDelegate(
                own,
                commands,
                timeline,
                question(FormKeys.JUDGE_INDICATORS, "judgement", Decision.INDICATORS_JUDGED, words));
    }

    /** The form's field with the reason is named after the answer. */
    private static Question question(String form, String answer, Decision decision, Map<String, String> words) {
        return new Question(form, text(answer), text(answer + "Reason"), decision, Collections.unmodifiableMap(words));
    }
}
