package io.mastiff.edge.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.edge.capacity.CapacityPolicy.Signal;
import jakarta.servlet.FilterConfig;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The filter's own engine, from its init parameters. */
class FilterEngineTest {
  @TempDir Path folder;

  private FilterConfig config(Path policy) {
    return (FilterConfig)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {FilterConfig.class},
            (proxy, method, arguments) ->
                arguments != null && "policy".equals(arguments[0]) ? policy.toString() : null);
  }

  @Test
  void aPolicyThatFollowsAFrontsLogIsMeasuredHere() throws Exception {
    Path policy =
        Files.writeString(
            folder.resolve("mastiff.yaml"),
            "capacity: {signal: log, log: /var/log/nginx/mastiff.log, ceiling: 77}\n");
    FilterEngine filter = FilterEngine.open(config(policy));

    assertThat(filter.engine().policy().capacity().signal()).isEqualTo(Signal.MEASURED);
    assertThat(filter.engine().policy().capacity().ceiling()).isEqualTo(77);
    filter.close();
  }
}
