package io.mastiff.edge.servlet;

import java.io.IOException;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;

/**
 * The door as containers know it. Register it first, with asynchronous support, for {@code /*};
 * where the jar lies in {@code WEB-INF/lib} it registers itself.
 *
 * <p>Names no class that an older Java cannot read: on a Java before {@value #NEEDED} it says so in
 * the container's log and lets every request pass.
 */
public final class MastiffFilter implements Filter {
  static final int NEEDED = 17;
  private static final String DOOR = "io.mastiff.edge.servlet.DoorFilter";

  private final String version;
  private volatile Filter door = new Open();

  public MastiffFilter() {
    this(System.getProperty("java.specification.version", "1.8"));
  }

  MastiffFilter(String version) {
    this.version = version;
  }

  @Override
  public void init(FilterConfig config) throws ServletException {
    if (isTooOld(version)) {
      config
          .getServletContext()
          .log(
              "mastiff: not at work: it needs Java "
                  + NEEDED
                  + " or later and this is "
                  + version
                  + "; put the Mastiff sidecar in front instead");
      return;
    }
    try {
      Filter made =
          Class.forName(DOOR).asSubclass(Filter.class).getDeclaredConstructor().newInstance();
      made.init(config);
      door = made;
    } catch (ReflectiveOperationException e) {
      throw new ServletException("mastiff: the jar is not whole: " + e, e);
    }
  }

  private static boolean isTooOld(String version) {
    return version.startsWith("1.") || Integer.parseInt(version) < NEEDED;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    door.doFilter(request, response, chain);
  }

  @Override
  public void destroy() {
    door.destroy();
  }

  /** Lets everything pass. */
  private static final class Open implements Filter {
    @Override
    public void init(FilterConfig config) {}

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      chain.doFilter(request, response);
    }

    @Override
    public void destroy() {}
  }
}
