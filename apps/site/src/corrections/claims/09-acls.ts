import { provenBy } from '../runs.ts';
import type { Claim } from '../types.ts';

export const acls: readonly Claim[] = [
  {
    id: 'C86',
    section: '8.4',
    topics: ['acl'],
    claim: {
      en: 'ACLs can restrict access to nodes.',
      zh: '借助 ACL，可以控制谁能访问节点。',
    },
    verdict: 'true',
    correct: {
      en: 'ACLs can restrict access: each znode carries a list of identities and of what each of them may do.',
      zh: 'ACL 确实可以限制访问：每个 znode 都带有一份列表，写明哪些身份可以做哪些事。',
    },
    sources: [{ source: 'Prog', at: 'sc_ZooKeeperAccessControl' }],
    proofs: [{ type: 'text' }],
    experiments: [],
  },
  {
    id: 'C87',
    section: '8.4',
    topics: ['acl'],
    claim: {
      en: 'The article says that ACLs grant access to users or groups.',
      zh: '文章说，ACL 可以给用户授权，也可以给组授权。',
    },
    verdict: 'false',
    correct: {
      en: 'ZooKeeper’s ACLs know no groups, and a znode has no owner. The schemes are world, auth, digest and ip, and x509 and sasl where they are configured. In our run on Apache ZooKeeper 3.8.0, `group:…` and `user:…` were refused as InvalidACL.',
      zh: 'ZooKeeper 没有组，znode 也没有所有者。可用的方案是 world、auth、digest、ip，以及配置之后的 x509 和 sasl。在 Apache ZooKeeper 3.8.0 上实测，`group:…` 与 `user:…` 都以 InvalidACL 被拒绝。',
    },
    matters: {
      en: 'A plan with groups has to map them to identities outside ZooKeeper.',
      zh: '按组授权的方案，只能在 ZooKeeper 之外把组映射成一个个身份。',
    },
    sources: [{ source: 'Prog', at: 'sc_BuiltinACLSchemes' }],
    proofs: provenBy('A6'),
    experiments: ['X16'],
  },
  {
    id: 'C88',
    section: '8.4',
    topics: ['acl'],
    claim: {
      en: 'The permissions of an ACL are for reading, writing, creating, deleting and so on.',
      zh: 'ACL 的权限有读、写、创建、删除等。',
    },
    verdict: 'incomplete',
    correct: {
      en: 'ACL permissions are exactly five, cdrwa: create, delete, read, write and admin, which is to change the ACL. Create and delete speak of children; deleting a znode asks its parent. In our run on Apache ZooKeeper 3.8.0, a znode that granted its user only `r` was deleted by virtue of the parent, and a world:cdrwa znode below a closed parent could not be deleted.',
      zh: 'ACL 的权限恰好五种，即 cdrwa：创建、删除、读、写和管理（修改 ACL）。创建与删除说的是子 znode；删除一个 znode，看的是父 znode 的权限。在 Apache ZooKeeper 3.8.0 上实测，某 znode 只授予用户 `r`，用户凭父 znode 的权限照样删除了它；封闭的父 znode 之下一个 world:cdrwa 的 znode 却删不掉。',
    },
    matters: {
      en: '“No one can delete this znode” cannot be said on the znode.',
      zh: '“谁也不能删除这个 znode”，无法在该 znode 自身上规定。',
    },
    sources: [{ source: 'Prog', at: 'sc_ACLPermissions' }],
    proofs: provenBy('A2', 'A3'),
    experiments: ['X16'],
  },
  {
    id: 'C89',
    section: '8.4',
    topics: ['acl'],
    claim: {
      en: 'The article implies that restricting a node protects what is below it.',
      zh: '文章给人的印象是：限制了一个节点，它下面的内容也就受到保护。',
    },
    verdict: 'false',
    correct: {
      en: 'ACLs are neither inherited nor recursive. In our run on Apache ZooKeeper 3.8.0, a child made below a znode that only alice could read, without naming an ACL, was open to the world, as is the client’s default; an anonymous client that could not even list the parent read and overwrote the child by its path.',
      zh: 'ACL 既不继承，也不递归。在 Apache ZooKeeper 3.8.0 上实测：在只有 alice 能读的 znode 之下创建子 znode 而不指定 ACL，按客户端的默认值，它对所有人开放；匿名客户端虽然连父 znode 的子列表都看不到，却能凭路径读取并覆盖它。',
    },
    matters: {
      en: 'It is an easy way to leak a secret: the parent looks closed, and the child is open.',
      zh: '机密很容易由此泄露：父 znode 看似封闭，子 znode 却是敞开的。',
    },
    sources: [{ source: 'Prog', at: 'sc_ZooKeeperAccessControl' }],
    proofs: provenBy('A1', 'A2'),
    experiments: ['X16'],
  },
  {
    id: 'C90',
    section: '8.4',
    topics: ['acl', 'operations'],
    claim: {
      en: 'The article says that ACLs identify by IP address, user name or group name.',
      zh: '文章说，ACL 用 IP、用户名或组名来辨认身份。',
    },
    verdict: 'misleading',
    correct: {
      en: 'ACL identities are an ip address with bits, a digest user, or the principal of a certificate or of Kerberos. `host` is refused by 3.8. Without TLS, digest credentials cross the wire in clear: we read the password in a proxy.',
      zh: 'ACL 中的身份可以是带位数的 ip 地址、digest 用户，以及证书或 Kerberos 的主体（principal）；`host` 在 3.8 中会被拒绝。没有 TLS 时，digest 的凭据以明文传输：我们在代理上直接读到了口令。',
    },
    matters: {
      en: 'Digest without TLS keeps no secret.',
      zh: '没有 TLS 的 digest，毫无秘密可言。',
    },
    sources: [
      { source: 'Prog', at: 'sc_BuiltinACLSchemes' },
      { source: 'Adm', at: 'Communication+using+the+Netty+framework' },
    ],
    proofs: provenBy('A6', 'Y1'),
    experiments: ['X16'],
  },
  {
    id: 'C91',
    section: '8.4',
    topics: ['acl', 'operations'],
    claim: {
      en: 'The article implies that the mechanism protects by default.',
      zh: '文章给人的印象是：这套机制默认就在保护数据。',
    },
    verdict: 'false',
    correct: {
      en: 'The ACL of the root znode, and the one that clients send unless told otherwise, is world:anyone:cdrwa. Anyone who can connect can do everything, even change the ACL of `/`. `exists` needs no READ before 3.8.4 and 3.9.2 (on 3.8.0 it was answered) and needs it from there on.',
      zh: '根 znode 的 ACL，以及客户端不作指定时发送的 ACL，都是 world:anyone:cdrwa。谁能连上，谁就什么都能做，甚至可以修改 `/` 的 ACL。3.8.4 与 3.9.2 之前，`exists` 不需要 READ 权限（在 3.8.0 上实测得到了应答），此后则需要。',
    },
    matters: {
      en: 'An open port 2181 is an open cluster.',
      zh: '2181 端口敞开，就是整个集群敞开。',
    },
    sources: [
      { source: 'Prog', at: 'sc_ACLPermissions' },
      { source: 'Adm', at: 'sc_authOptions' },
      { source: 'Adm', at: 'Unsafe+Options' },
    ],
    proofs: provenBy('A5', 'A7', 'A10'),
    experiments: ['X16'],
  },
];
