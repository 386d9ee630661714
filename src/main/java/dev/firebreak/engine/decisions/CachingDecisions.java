package dev.firebreak.engine.decisions;

import java.time.Duration;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Settings of the engine's DMN engine: a {@link FeelCache} in front of its FEEL engine, limits for each evaluation. */
@Component
public class CachingDecisions implements DisposableBean {

    /** Of one decision; ours need milliseconds. */
    private static final Duration MAX_CPU = Duration.ofSeconds(5);

    /** Of one cell; to read a cell takes the library about 100 KiB. */
    private static final long MAX_BYTES = 128L * 1024 * 1024;

    private final EvaluationWatch watch;
    private final ParkedDecisions parked;

    @Autowired
    CachingDecisions(ParkedDecisions parked) {
        this(parked, MAX_CPU, MAX_BYTES);
    }

    CachingDecisions(ParkedDecisions parked, Duration maxCpu, long maxBytes) {
        this.watch = new EvaluationWatch(maxCpu, maxBytes);
        this.parked = parked;
    }

    public DefaultDmnEngineConfiguration settings() {
        return new Limited(watch, parked);
    }

    @Override
    public void destroy() {
        watch.close();
    }

    private static final class Limited extends DefaultDmnEngineConfiguration {

        private final EvaluationWatch watch;
        private final ParkedDecisions parked;

        private Limited(EvaluationWatch watch, ParkedDecisions parked) {
            this.watch = watch;
            this.parked = parked;
            setFeelEngineFactory(() -> new FeelCache(new ScalaFeelEngineFactory().createInstance(), watch));
        }

        @Override
        public DmnEngine buildEngine() {
            init();
            return new GuardedDecisions(this, watch, parked);
        }
    }
}
