/* Every call of the C client, waiting and with completions; a line of JSON for each. */
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <zookeeper.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

/* What was found, as JSON, in pieces. */
static char found[1 << 16];
static size_t length;

static void add(const char *format, ...) {
  va_list values;
  va_start(values, format);
  length += vsnprintf(found + length, sizeof found - length, format, values);
  va_end(values);
  /* What does not fit any more is of no interest. */
  if (length >= sizeof found) length = sizeof found - 1;
}

static void comma(void) {
  if (length > 0) add(",");
}

static void text(const char *value, int size) {
  comma();
  if (value == NULL || size < 0) {
    add("null");
    return;
  }
  add("\"");
  for (int i = 0; i < size; i += 1) {
    unsigned char letter = value[i];
    if (letter == '"' || letter == '\\' || letter < ' ') add("\\u%04x", letter);
    else add("%c", letter);
  }
  add("\"");
}

static void word(const char *value) { text(value, value == NULL ? -1 : (int)strlen(value)); }

static void number(long long value) {
  comma();
  add("%lld", value);
}

static void stat(const struct Stat *value) {
  comma();
  if (value == NULL) {
    add("null");
    return;
  }
  add("{\"czxid\":%lld,\"mzxid\":%lld,\"ctime\":%lld,\"mtime\":%lld,\"version\":%d,\"cversion\":%d,"
      "\"aversion\":%d,\"ephemeralOwner\":\"%lld\",\"dataLength\":%d,\"numChildren\":%d,\"pzxid\":%lld}",
      (long long)value->czxid, (long long)value->mzxid, (long long)value->ctime,
      (long long)value->mtime, value->version, value->cversion, value->aversion,
      (long long)value->ephemeralOwner, value->dataLength, value->numChildren,
      (long long)value->pzxid);
}

static int before(const void *one, const void *other) {
  return strcmp(*(char *const *)one, *(char *const *)other);
}

/* Their order is promised nowhere. */
static void names(const struct String_vector *value) {
  if (value == NULL) return;
  qsort(value->data, value->count, sizeof(char *), before);
  for (int i = 0; i < value->count; i += 1) word(value->data[i]);
}

static void acls(const struct ACL_vector *value) {
  if (value == NULL) return;
  for (int i = 0; i < value->count; i += 1) {
    number(value->data[i].perms);
    word(value->data[i].id.scheme);
    word(value->data[i].id.id);
  }
}

/* Prints a call, and what was found since the last. */
static void line(const char *call, const char *path, int rc) {
  printf("{\"call\":\"%s%s%s\",\"%s\":[", call, path == NULL ? "" : " ", path == NULL ? "" : path,
         rc == ZOK ? "result" : "error");
  if (rc == ZOK) printf("%s]}\n", found);
  else printf("%d,\"%s\"]}\n", rc, zerror(rc));
  fflush(stdout);
  length = 0;
  found[0] = 0;
}

/* What watchers were told. */
static char told[1 << 14];
static int tellings;

static void watch(zhandle_t *zh, int type, int state, const char *path, void *context) {
  (void)zh;
  if (type == ZOO_SESSION_EVENT) return;
  pthread_mutex_lock(&lock);
  size_t size = strlen(told);
  snprintf(told + size, sizeof told - size,
           "%s{\"watch\":\"%s\",\"type\":%d,\"state\":%d,\"path\":\"%s\"}", size > 0 ? "," : "",
           (const char *)context, type, state, path);
  tellings += 1;
  pthread_cond_broadcast(&changed);
  pthread_mutex_unlock(&lock);
}

static void plain_watch(zhandle_t *zh, int type, int state, const char *path, void *context) {
  (void)context;
  watch(zh, type, state, path, "session");
}

static struct timespec soon(void) {
  struct timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_sec += 5;
  return until;
}

static void heard(const char *call, int count) {
  struct timespec until = soon();
  pthread_mutex_lock(&lock);
  while (tellings < count && pthread_cond_timedwait(&changed, &lock, &until) == 0) continue;
  printf("{\"call\":\"%s\",\"events\":[%s]}\n", call, told);
  fflush(stdout);
  told[0] = 0;
  tellings = 0;
  pthread_mutex_unlock(&lock);
}

/* The answer to a call with a completion. */
static int answered;
static int answer;

static void done(int rc) {
  pthread_mutex_lock(&lock);
  answer = rc;
  answered += 1;
  pthread_cond_broadcast(&changed);
  pthread_mutex_unlock(&lock);
}

static void on_void(int rc, const void *data) { (void)data; done(rc); }
static void on_string(int rc, const char *value, const void *data) { (void)data; word(value); done(rc); }
static void on_string_stat(int rc, const char *value, const struct Stat *of, const void *data) {
  (void)data; word(value); stat(of); done(rc);
}
static void on_stat(int rc, const struct Stat *of, const void *data) { (void)data; stat(of); done(rc); }
static void on_data(int rc, const char *value, int size, const struct Stat *of, const void *data) {
  (void)data; text(value, size); stat(of); done(rc);
}
static void on_config(int rc, const char *value, int size, const struct Stat *of, const void *data) {
  (void)data; (void)value; (void)size; (void)of; done(rc);
}
static void on_names(int rc, const struct String_vector *value, const void *data) {
  (void)data; names(value); done(rc);
}
static void on_names_stat(int rc, const struct String_vector *value, const struct Stat *of, const void *data) {
  (void)data; names(value); stat(of); done(rc);
}
static void on_acl(int rc, struct ACL_vector *value, struct Stat *of, const void *data) {
  (void)data; acls(value); stat(of); done(rc);
}

/* Waits for the completion of a call that was made, and prints it. */
static void await(const char *call, int rc) {
  struct timespec until = soon();
  if (rc == ZOK) {
    pthread_mutex_lock(&lock);
    while (answered == 0 && pthread_cond_timedwait(&changed, &lock, &until) == 0) continue;
    rc = answered == 0 ? ZOPERATIONTIMEOUT : answer;
    answered = 0;
    pthread_mutex_unlock(&lock);
  }
  line(call, NULL, rc);
}

static char path[256];
static char data[1 << 12];
static int size;
static struct Stat of;
static struct String_vector list;
static struct ACL_vector access_list;

static zhandle_t *open_handle(const char *hosts, const clientid_t *id) {
  zhandle_t *zh = zookeeper_init(hosts, plain_watch, 10000, id, NULL, 0);
  for (int i = 0; zh != NULL && i < 3000 && zoo_state(zh) != ZOO_CONNECTED_STATE; i += 1) usleep(10000);
  return zh;
}

static void get(zhandle_t *zh, const char *at) {
  size = sizeof data;
  int rc = zoo_get(zh, at, 0, data, &size, &of);
  if (rc == ZOK) text(data, size), stat(&of);
  line("zoo_get", at, rc);
}

static void creates(zhandle_t *zh) {
  struct ACL_vector *acl = &ZOO_OPEN_ACL_UNSAFE;
  int modes[] = {ZOO_PERSISTENT, ZOO_EPHEMERAL, ZOO_PERSISTENT_SEQUENTIAL, ZOO_EPHEMERAL_SEQUENTIAL, ZOO_CONTAINER};
  for (int i = 0; i < 5; i += 1) {
    char at[64];
    snprintf(at, sizeof at, "/mode%d-", i);
    int rc = zoo_create2(zh, at, "x", 1, acl, modes[i], path, sizeof path, &of);
    if (rc == ZOK) word(path), stat(&of);
    line("zoo_create2", at, rc);
    snprintf(at, sizeof at, "/mode%d-/c", i);
    rc = zoo_create(zh, at, NULL, -1, acl, modes[i], path, sizeof path);
    if (rc == ZOK) word(path);
    line("zoo_create", at, rc);
  }
  int rc = zoo_create_ttl(zh, "/ttl", "x", 1, acl, ZOO_PERSISTENT_WITH_TTL, 1000000, path, sizeof path);
  if (rc == ZOK) word(path);
  line("zoo_create_ttl", NULL, rc);
  rc = zoo_create2_ttl(zh, "/ttl-", "x", 1, acl, ZOO_PERSISTENT_SEQUENTIAL_WITH_TTL, 1000000, path, sizeof path, &of);
  if (rc == ZOK) word(path), stat(&of);
  line("zoo_create2_ttl", NULL, rc);
  line("zoo_create_ttl of nothing", NULL, zoo_create_ttl(zh, "/ttl/0", "x", 1, acl, ZOO_PERSISTENT_WITH_TTL, 0, path, sizeof path));
  line("zoo_create again", NULL, zoo_create(zh, "/mode0-", "x", 1, acl, 0, path, sizeof path));
  line("zoo_create below nothing", NULL, zoo_create(zh, "/none/c", "x", 1, acl, 0, path, sizeof path));
  line("zoo_create odd path", NULL, zoo_create(zh, "/x/", "x", 1, acl, 0, path, sizeof path));
  line("zoo_create unicode", NULL, zoo_create(zh, "/é中文", "é中文", 8, acl, 0, path, sizeof path));
}

static void reads(zhandle_t *zh) {
  const char *all[] = {"/", "/mode0-", "/mode1-", "/mode4-", "/ttl", "/none", "/é中文", "/zookeeper"};
  for (int i = 0; i < 8; i += 1) {
    const char *at = all[i];
    int rc = zoo_exists(zh, at, 0, &of);
    if (rc == ZOK) stat(&of);
    line("zoo_exists", at, rc);
    get(zh, at);
    rc = zoo_get_children(zh, at, 0, &list);
    if (rc == ZOK) names(&list), deallocate_String_vector(&list);
    line("zoo_get_children", at, rc);
    rc = zoo_get_children2(zh, at, 0, &list, &of);
    if (rc == ZOK) names(&list), stat(&of), deallocate_String_vector(&list);
    line("zoo_get_children2", at, rc);
    rc = zoo_get_acl(zh, at, &access_list, &of);
    if (rc == ZOK) acls(&access_list), stat(&of), deallocate_ACL_vector(&access_list);
    line("zoo_get_acl", at, rc);
  }
  size = 0;
  line("zoo_getconfig", NULL, zoo_getconfig(zh, 0, data, &size, &of));
  size = 0;
  line("zoo_wgetconfig", NULL, zoo_wgetconfig(zh, watch, "config", data, &size, &of));
  size = sizeof data;
  line("zoo_reconfig", NULL, zoo_reconfig(zh, "server.9=127.0.0.1:1:2;3", NULL, NULL, -1, data, &size, &of));
}

static void writes(zhandle_t *zh) {
  line("zoo_set", NULL, zoo_set(zh, "/mode0-", "y", 1, 0));
  int rc = zoo_set2(zh, "/mode0-", "z", 1, -1, &of);
  if (rc == ZOK) stat(&of);
  line("zoo_set2", NULL, rc);
  line("zoo_set nothing in it", NULL, zoo_set(zh, "/mode0-", NULL, -1, -1));
  get(zh, "/mode0-");
  line("zoo_set empty", NULL, zoo_set(zh, "/mode0-", "", 0, -1));
  get(zh, "/mode0-");
  line("zoo_set wrong version", NULL, zoo_set(zh, "/mode0-", "y", 1, 0));
  line("zoo_set of nothing", NULL, zoo_set(zh, "/none", "y", 1, -1));
  line("zoo_delete with children", NULL, zoo_delete(zh, "/mode0-", -1));
  line("zoo_delete wrong version", NULL, zoo_delete(zh, "/mode0-/c", 7));
  line("zoo_delete", NULL, zoo_delete(zh, "/mode0-/c", 0));
  line("zoo_delete nothing", NULL, zoo_delete(zh, "/mode0-/c", 0));
  line("zoo_delete of /", NULL, zoo_delete(zh, "/", -1));
}

static void multis(zhandle_t *zh) {
  zoo_op_t ops[5];
  zoo_op_result_t results[5];
  char made[2][64];
  struct ACL_vector *acl = &ZOO_OPEN_ACL_UNSAFE;
  memset(results, 0, sizeof results);
  zoo_create_op_init(&ops[0], "/m", "1", 1, acl, 0, made[0], sizeof made[0]);
  zoo_create_op_init(&ops[1], "/m/s-", "1", 1, acl, ZOO_EPHEMERAL_SEQUENTIAL, made[1], sizeof made[1]);
  zoo_set_op_init(&ops[2], "/m", "2", 1, 0, &of);
  zoo_check_op_init(&ops[3], "/m", 1);
  zoo_delete_op_init(&ops[4], "/m/s-0000000000", 0);
  int rc = zoo_multi(zh, 5, ops, results);
  for (int i = 0; i < 5; i += 1) number(results[i].err);
  word(made[0]), word(made[1]), stat(&of);
  line("zoo_multi", NULL, rc);
  memset(results, 0, sizeof results);
  zoo_set_op_init(&ops[0], "/m", "3", 1, -1, &of);
  zoo_check_op_init(&ops[1], "/m", 9);
  zoo_delete_op_init(&ops[2], "/m", -1);
  rc = zoo_multi(zh, 3, ops, results);
  number(rc);
  for (int i = 0; i < 3; i += 1) number(results[i].err);
  line("zoo_multi rolled back", NULL, ZOK);
  zoo_check_op_init(&ops[0], "/none", 0);
  await("zoo_amulti", zoo_amulti(zh, 1, ops, results, on_void, NULL));
}

static void watches(zhandle_t *zh) {
  struct ACL_vector *acl = &ZOO_OPEN_ACL_UNSAFE;
  line("zoo_wexists", NULL, zoo_wexists(zh, "/w", watch, "exists", &of));
  line("zoo_create", NULL, zoo_create(zh, "/w", "x", 1, acl, 0, path, sizeof path));
  heard("told of creation", 1);
  size = sizeof data;
  line("zoo_wget", NULL, zoo_wget(zh, "/w", watch, "data", data, &size, &of));
  line("zoo_wget_children", NULL, zoo_wget_children(zh, "/w", watch, "children", &list));
  line("zoo_wget_children2", NULL, zoo_wget_children2(zh, "/w", watch, "children2", &list, &of));
  line("zoo_exists watched", NULL, zoo_exists(zh, "/w", 1, &of));
  line("zoo_set", NULL, zoo_set(zh, "/w", "y", 1, -1));
  heard("told of data", 2);
  line("zoo_create below", NULL, zoo_create(zh, "/w/c", "x", 1, acl, 0, path, sizeof path));
  heard("told of children", 2);
  size = sizeof data;
  line("zoo_wget of c", NULL, zoo_wget(zh, "/w/c", watch, "data", data, &size, &of));
  line("zoo_delete", NULL, zoo_delete(zh, "/w/c", -1));
  heard("told of deletion", 1);
  size = sizeof data;
  line("zoo_wget to remove", NULL, zoo_wget(zh, "/w", watch, "data", data, &size, &of));
  line("zoo_wget_children to remove", NULL, zoo_wget_children(zh, "/w", watch, "children", &list));
  line("zoo_remove_watches", NULL, zoo_remove_watches(zh, "/w", ZWATCHTYPE_DATA, watch, "data", 0));
  line("zoo_remove_watches again", NULL, zoo_remove_watches(zh, "/w", ZWATCHTYPE_DATA, watch, "data", 0));
  /* Its header says pointer to a function pointer, and it is called as the function. */
  void_completion_t *removed = (void_completion_t *)on_void;
  await("zoo_aremove_watches", zoo_aremove_watches(zh, "/w", ZWATCHTYPE_CHILD, watch, "children", 0, removed, NULL));
  line("zoo_wexists to remove", NULL, zoo_wexists(zh, "/w", watch, "exists", &of));
  line("zoo_remove_all_watches", NULL, zoo_remove_all_watches(zh, "/w", ZWATCHTYPE_ANY, 0));
  line("zoo_set unwatched", NULL, zoo_set(zh, "/w", "z", 1, -1));
}

static void access_rights(zhandle_t *zh) {
  struct ACL closed[] = {{ZOO_PERM_ALL, {"digest", "user:smGaoVKd/cQkjm7b88GyorAUz20="}}};
  struct ACL unknown[] = {{ZOO_PERM_ALL, {"nope", "x"}}};
  struct ACL_vector user = {1, closed}, bad = {1, unknown};
  line("zoo_create of auth, nobody", NULL, zoo_create(zh, "/auth", NULL, -1, &ZOO_CREATOR_ALL_ACL, 0, path, sizeof path));
  line("zoo_set_acl", NULL, zoo_set_acl(zh, "/w", 0, &user));
  get(zh, "/w");
  line("zoo_set without", NULL, zoo_set(zh, "/w", "y", 1, -1));
  line("zoo_get_children without", NULL, zoo_get_children(zh, "/w", 0, &list));
  line("zoo_get_acl without", NULL, zoo_get_acl(zh, "/w", &access_list, &of));
  line("zoo_set_acl without", NULL, zoo_set_acl(zh, "/w", -1, &ZOO_OPEN_ACL_UNSAFE));
  await("zoo_add_auth", zoo_add_auth(zh, "digest", "user:pass", 9, on_void, NULL));
  get(zh, "/w");
  int rc = zoo_get_acl(zh, "/w", &access_list, &of);
  if (rc == ZOK) acls(&access_list), stat(&of), deallocate_ACL_vector(&access_list);
  line("zoo_get_acl with", NULL, rc);
  line("zoo_create of auth", NULL, zoo_create(zh, "/auth", NULL, -1, &ZOO_CREATOR_ALL_ACL, 0, path, sizeof path));
  line("zoo_set_acl wrong version", NULL, zoo_set_acl(zh, "/w", 9, &user));
  line("zoo_set_acl invalid", NULL, zoo_set_acl(zh, "/w", -1, &bad));
  line("zoo_set_acl read only", NULL, zoo_set_acl(zh, "/w", 1, &ZOO_READ_ACL_UNSAFE));
  line("zoo_set read only", NULL, zoo_set(zh, "/w", "y", 1, -1));
}

static void completions(zhandle_t *zh) {
  struct ACL_vector *acl = &ZOO_OPEN_ACL_UNSAFE;
  await("zoo_acreate", zoo_acreate(zh, "/async", "x", 1, acl, 0, on_string, NULL));
  await("zoo_acreate2", zoo_acreate2(zh, "/async/2", "x", 1, acl, 0, on_string_stat, NULL));
  await("zoo_acreate_ttl", zoo_acreate_ttl(zh, "/async/t", "x", 1, acl, ZOO_PERSISTENT_WITH_TTL, 1000000, on_string, NULL));
  await("zoo_acreate2_ttl", zoo_acreate2_ttl(zh, "/async/u", "x", 1, acl, ZOO_PERSISTENT_WITH_TTL, 1000000, on_string_stat, NULL));
  await("zoo_aexists", zoo_aexists(zh, "/async", 0, on_stat, NULL));
  await("zoo_awexists", zoo_awexists(zh, "/async", watch, "exists", on_stat, NULL));
  await("zoo_aget", zoo_aget(zh, "/async", 0, on_data, NULL));
  await("zoo_awget", zoo_awget(zh, "/async", watch, "data", on_data, NULL));
  await("zoo_agetconfig", zoo_agetconfig(zh, 0, on_config, NULL));
  await("zoo_awgetconfig", zoo_awgetconfig(zh, watch, "config", on_config, NULL));
  await("zoo_areconfig", zoo_areconfig(zh, "server.9=127.0.0.1:1:2;3", NULL, NULL, -1, on_data, NULL));
  await("zoo_aset", zoo_aset(zh, "/async", "y", 1, 0, on_stat, NULL));
  heard("told by completions", 2);
  await("zoo_aget_children", zoo_aget_children(zh, "/async", 0, on_names, NULL));
  await("zoo_awget_children", zoo_awget_children(zh, "/async", watch, "children", on_names, NULL));
  await("zoo_aget_children2", zoo_aget_children2(zh, "/async", 0, on_names_stat, NULL));
  await("zoo_awget_children2", zoo_awget_children2(zh, "/async", watch, "children2", on_names_stat, NULL));
  await("zoo_async", zoo_async(zh, "/async", on_string, NULL));
  await("zoo_aget_acl", zoo_aget_acl(zh, "/async", on_acl, NULL));
  await("zoo_aset_acl", zoo_aset_acl(zh, "/async", -1, acl, on_void, NULL));
  await("zoo_adelete with children", zoo_adelete(zh, "/async", -1, on_void, NULL));
  await("zoo_adelete", zoo_adelete(zh, "/async/2", -1, on_void, NULL));
  heard("told of deletion by completions", 2);
}

static void many(zhandle_t *zh) {
  for (int i = 0; i < 100; i += 1) {
    zoo_acreate(zh, "/m/n-", "x", 1, &ZOO_OPEN_ACL_UNSAFE, ZOO_SEQUENCE, on_string, NULL);
    zoo_aset(zh, "/async", "z", 1, i + 1, on_stat, NULL);
    zoo_aget_children(zh, "/m", 0, on_names, NULL);
  }
  struct timespec until = soon();
  pthread_mutex_lock(&lock);
  while (answered < 300 && pthread_cond_timedwait(&changed, &lock, &until) == 0) continue;
  length = 0;
  number(answered);
  number(answer);
  answered = 0;
  pthread_mutex_unlock(&lock);
  line("many at once", NULL, ZOK);
  get(zh, "/async");
}

static void sessions(zhandle_t *zh, const char *hosts) {
  zhandle_t *other = open_handle(hosts, NULL);
  line("zoo_create ephemeral", NULL, zoo_create(other, "/mine", "x", 1, &ZOO_OPEN_ACL_UNSAFE, ZOO_EPHEMERAL, path, sizeof path));
  await("zoo_async before", zoo_async(zh, "/mine", on_string, NULL));
  int rc = zoo_wexists(zh, "/mine", watch, "exists", &of);
  number(of.ephemeralOwner == zoo_client_id(other)->client_id);
  line("zoo_wexists of another", NULL, rc);
  number(zookeeper_close(other));
  line("zookeeper_close", NULL, ZOK);
  heard("told of its end", 1);

  clientid_t wrong = *zoo_client_id(zh);
  memset(wrong.passwd, 0, sizeof wrong.passwd);
  zhandle_t *thief = zookeeper_init(hosts, plain_watch, 10000, &wrong, NULL, 0);
  for (int i = 0; i < 500 && !is_unrecoverable(thief); i += 1) usleep(10000);
  number(zoo_state(thief));
  line("wrong password", NULL, ZOK);
  zookeeper_close(thief);

  char rooted[256];
  snprintf(rooted, sizeof rooted, "%s/m", hosts);
  zhandle_t *inside = open_handle(rooted, NULL);
  line("in a root", NULL, zoo_create(inside, "/r", "x", 1, &ZOO_OPEN_ACL_UNSAFE, 0, path, sizeof path));
  line("of the root", NULL, zoo_exists(inside, "/", 0, &of));
  zookeeper_close(inside);
  await("zoo_async after", zoo_async(zh, "/m", on_string, NULL));
  get(zh, "/m/r");
}

static void handles(zhandle_t *zh, const char *hosts) {
  number(zoo_recv_timeout(zh));
  number(zoo_state(zh));
  number(is_unrecoverable(zh));
  number(zoo_get_current_server(zh) != NULL);
  number(zoo_client_id(zh)->client_id != 0);
  number(zoo_get_context(zh) == NULL);
  line("handle", NULL, ZOK);
  zoo_set_context(zh, zh);
  number(zoo_get_context(zh) == zh);
  line("zoo_set_context", NULL, ZOK);
  line("zoo_set_servers", NULL, zoo_set_servers(zh, hosts));
  zoo_set_watcher(zh, plain_watch);
  get(zh, "/m");
}

int main(int count, char **values) {
  (void)count;
  zoo_set_debug_level(ZOO_LOG_LEVEL_ERROR);
  zoo_deterministic_conn_order(1);
  zhandle_t *zh = open_handle(values[1], NULL);
  if (zh == NULL) return 1;
  creates(zh);
  reads(zh);
  writes(zh);
  multis(zh);
  watches(zh);
  access_rights(zh);
  completions(zh);
  many(zh);
  sessions(zh, values[1]);
  handles(zh, values[1]);
  number(zookeeper_close(zh));
  line("zookeeper_close", NULL, ZOK);
  return 0;
}
