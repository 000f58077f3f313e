/*
 * Runs one model through ONNX Runtime's C API with IoBinding: what no engine can beat by much. Built by the study with
 * the machine's compiler. Members of `struct OrtApi` are called by their position, as in
 * bench/host/ort-ffi/api-members.ts, because the public header is in no package.
 *
 * usage: native LIBRARY MODEL THREADS INPUT OUTPUT DIMENSION...
 * For each line with a number of seconds on standard input it runs that long and prints the middle run in nanoseconds.
 */
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef struct {
  const void *(*GetApi)(uint32_t version);
  const char *(*GetVersionString)(void);
} ApiBase;

typedef void *Status;
static void **api;

#define CALL(slot, types, ...) check(((Status(*) types)api[slot])(__VA_ARGS__))

static void check(Status status) {
  if (status == NULL) return;
  fprintf(stderr, "%s\n", ((const char *(*)(Status))api[2])(status));
  exit(1);
}

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int ascending(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

int main(int count, char **words) {
  if (count < 7) return 2;
  void *library = dlopen(words[1], RTLD_NOW);
  if (library == NULL) {
    fprintf(stderr, "%s\n", dlerror());
    return 1;
  }
  const ApiBase *base = ((const ApiBase *(*)(void))dlsym(library, "OrtGetApiBase"))();
  api = (void **)base->GetApi(22);
  void *env, *options, *session, *memory, *input, *binding;
  CALL(3, (int, const char *, void **), 3, "native", &env);
  CALL(10, (void **), &options);
  CALL(24, (void *, int), options, atoi(words[3]));
  CALL(7, (void *, const char *, void *, void **), env, words[2], options, &session);
  CALL(69, (int, int, void **), 0, 0, &memory);
  int64_t shape[8];
  size_t rank = 0, elements = 1;
  for (int i = 6; i < count && rank < 8; i++) elements *= (size_t)(shape[rank++] = atoll(words[i]));
  float *data = aligned_alloc(64, (elements * sizeof(float) + 63) / 64 * 64);
  for (size_t i = 0; i < elements; i++) data[i] = (float)(i % 17) / 17 - 0.5f;
  CALL(49, (void *, void *, size_t, const int64_t *, size_t, int, void **), memory, data, elements * sizeof(float),
       shape, rank, 1, &input);
  CALL(134, (void *, void **), session, &binding);
  CALL(136, (void *, const char *, void *), binding, words[4], input);
  CALL(138, (void *, const char *, void *), binding, words[5], memory);
  size_t room = 1 << 20;
  int64_t *times = malloc(room * sizeof *times);
  double seconds;
  while (scanf("%lf", &seconds) == 1) {
    int64_t begin = now(), end = begin;
    size_t runs = 0;
    while ((end - begin < (int64_t)(seconds * 1e9) || runs < 5) && runs < room) {
      int64_t start = end;
      CALL(133, (void *, void *, void *), session, NULL, binding);
      end = now();
      times[runs++] = end - start;
    }
    qsort(times, runs, sizeof *times, ascending);
    printf("%lld\n", (long long)times[runs / 2]);
    fflush(stdout);
  }
  return 0;
}
